namespace PathoChain.Grains;

/// <summary>Why an announced transaction does not register its image.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="TransactionHash">The announced transaction.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="ReplacedBy">The transaction that took its nonce, where it was found.</param>
[GenerateSerializer, Immutable, Alias("pathochain.TransactionProblem")]
public sealed record TransactionProblem(TransactionProblemKind Kind, string TransactionHash, string Reason, string? ReplacedBy);

/// <summary>What can become of an announced transaction. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.TransactionProblemKind")]
public enum TransactionProblemKind
{
    /// <summary>Mined, and refused by the contract.</summary>
    Reverted = 0,

    /// <summary>Another transaction took its nonce.</summary>
    Replaced = 1,

    /// <summary>An empty transaction of the account to itself took its nonce, as wallets send it to cancel.</summary>
    Cancelled = 2,

    /// <summary>The node knows nothing of it, and its nonce is unused.</summary>
    Dropped = 3,

    /// <summary>Mined, but without the event for this digest from this registry.</summary>
    WrongRegistry = 4,
}
