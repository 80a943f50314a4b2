namespace PathoChain.Dev;

/// <summary>Something the developer can put right: what is wrong, and the fix. Ends the tool with exit code 2.</summary>
public sealed class ToolException(string problem, string fix) : Exception($"{problem}\nFix: {fix}");
