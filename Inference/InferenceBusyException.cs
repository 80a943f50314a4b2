namespace PathoChain.Inference;

/// <summary>So many runs wait that no more may: a run was shed and can be tried later.</summary>
public sealed class InferenceBusyException(string message) : Exception(message);
