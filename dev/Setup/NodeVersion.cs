namespace PathoChain.Dev.Setup;

/// <summary>A version of Node.js as <c>node --version</c> prints it: <c>v22.13.0</c>.</summary>
internal static class NodeVersion
{
    /// <summary>Hardhat 3 asks for 22.13; running TypeScript files without a flag, as <c>chain/</c> does, for 22.18.</summary>
    public static readonly Version Minimum = new(22, 18);

    public static Version? Parse(string text) =>
        text.Trim() is ['v', .. var number] && Version.TryParse(number.Split('-')[0], out var version) ? version : null;

    public static bool IsEnough(string text) => Parse(text) is { } version && version >= Minimum;
}
