namespace PathoChain.Registry;

/// <summary>The registry cannot be used as asked, now or at all; the message names the value and the fix.</summary>
public abstract class RegistryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The node answers for another chain than the one that was deployed to.</summary>
public sealed class WrongChainException(long expected, long actual) : RegistryException(
    $"The node serves chain {actual}, but the deployment is of chain {expected}. Point to a node of chain {expected}, or to the deployment file of chain {actual}.")
{
    public long Expected { get; } = expected;

    public long Actual { get; } = actual;
}

/// <summary>The chain holds no registry, or other code, at the deployed address: it was restarted, or the deployment file is of another one.</summary>
public sealed class ContractMissingException(string message) : RegistryException(message);

/// <summary>The node's chain is shorter than what was read before, and no other one: it lags behind, or blocks were taken back.</summary>
public sealed class NodeBehindException(long head, long read) : RegistryException(
    $"The node's newest block is {head}, but block {read} was read before: it lags behind, or its chain is being reorganised.")
{
    public long Head { get; } = head;
}

/// <summary>A deployment file is missing or not what this build reads.</summary>
public sealed class DeploymentException(string message, Exception? inner = null) : RegistryException(message, inner);

/// <summary>A transaction was refused by the contract.</summary>
public sealed class TransactionRevertedException(RevertReason reason, Exception? inner = null) : RegistryException(
    $"The registry refused the transaction: {reason}.", inner)
{
    public RevertReason Reason { get; } = reason;
}
