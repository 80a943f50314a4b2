namespace PathoChain.Registry.Tracking;

/// <summary>
/// Judges a transaction by what a node shows of it. It never says that a digest is registered: only the event says that, and whoever acts on a verdict
/// must have read the events of the same time.
/// </summary>
public static class TransactionTracker
{
    /// <param name="pending">The transaction, as known after the look.</param>
    /// <param name="seen">What the look showed.</param>
    /// <param name="digest">What the transaction should register.</param>
    /// <param name="now">Time of the look.</param>
    /// <param name="dropAfter">How long the node must not know it until it counts as dropped.</param>
    public static TransactionVerdict Judge(
        PendingTransaction pending, TransactionObservation seen, Hash32 digest, DateTimeOffset now, TimeSpan dropAfter) => seen switch
        {
            { Receipt.Status: TransactionStatus.Reverted } => new(TransactionFate.Reverted, seen.RevertReason),

            // Whoever it calls: a contract wallet registers by an inner call.
            { Receipt: { } receipt } => new(receipt.Registrations.Any(made => made.Digest == digest) ? TransactionFate.Open : TransactionFate.Misdirected),
            { Transaction: not null } => new(TransactionFate.Open),

            // Mined after all: the node's indices are not up to date with each other.
            { NonceUsedBy: { } user } when user.Hash == pending.Hash => new(TransactionFate.Open),
            { NextNonce: { } next } when next > pending.Nonce => new(
                seen.NonceUsedBy is { IsCancellation: true } ? TransactionFate.Cancelled : TransactionFate.Replaced, ReplacedBy: seen.NonceUsedBy?.Hash),
            _ => new(pending.MissingSince is { } since && now - since >= dropAfter ? TransactionFate.Dropped : TransactionFate.Open),
        };
}
