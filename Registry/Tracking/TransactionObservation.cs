namespace PathoChain.Registry.Tracking;

/// <summary>What one look at a node showed of a transaction.</summary>
public sealed record TransactionObservation
{
    /// <summary>The transaction, pending or mined; <see langword="null"/> if the node does not know it.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary>How it ended, if it is mined.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>Why it was refused, if it was and the node could tell.</summary>
    public RevertReason? RevertReason { get; init; }

    /// <summary>The sender's next nonce in the newest block; asked only for a transaction that the node does not know any more.</summary>
    public long? NextNonce { get; init; }

    /// <summary>The mined transaction that used the nonce, if it was found.</summary>
    public Transaction? NonceUsedBy { get; init; }
}
