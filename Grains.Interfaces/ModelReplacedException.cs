namespace PathoChain.Grains;

/// <summary>A call was for one version of a model, and another one is served by now.</summary>
public sealed class ModelReplacedException(string message) : Exception(message);
