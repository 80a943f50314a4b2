namespace PathoChain.Grains;

/// <summary>So many images wait for the models that no more may: the same call may succeed later.</summary>
public sealed class ClassifierBusyException(string message) : Exception(message);
