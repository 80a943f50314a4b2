namespace PathoChain.Registry.Tracking;

/// <summary>A transaction that somebody says was sent, and what the node has shown of it so far.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="From">Who sent it; <see langword="null"/> until the node showed it.</param>
/// <param name="Nonce">The sender's nonce; <see langword="null"/> until the node showed it.</param>
/// <param name="MissingSince">Since when the node does not know it; <see langword="null"/> while it does. Before it was ever seen, since it was announced.</param>
public sealed record PendingTransaction(Hash32 Hash, Address? From, long? Nonce, DateTimeOffset? MissingSince)
{
    /// <summary>What is known of it after another look.</summary>
    public PendingTransaction After(TransactionObservation seen, DateTimeOffset now) => seen switch
    {
        { Transaction: { } transaction } => this with { From = transaction.From, Nonce = transaction.Nonce, MissingSince = null },
        { Receipt: not null } => this with { MissingSince = null },
        _ => this with { MissingSince = MissingSince ?? now },
    };
}
