namespace PathoChain.Registry.Tracking;

/// <summary>What becomes of a transaction that should register a digest.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Reason">Why it was refused, if it was and that is known.</param>
/// <param name="ReplacedBy">The transaction that took its nonce, if one did and it was found.</param>
public sealed record TransactionVerdict(TransactionFate Fate, RevertReason? Reason = null, Hash32? ReplacedBy = null);

/// <summary>What can become of a transaction (protocol: EIP-658 for the status, the account's nonce for replacement).</summary>
public enum TransactionFate
{
    /// <summary>It is pending, or mined with the event, or nothing is known of it yet: nothing to say.</summary>
    Open,

    /// <summary>Mined, and refused.</summary>
    Reverted,

    /// <summary>Another transaction of its sender took its nonce.</summary>
    Replaced,

    /// <summary>An empty transaction of its sender to itself took its nonce.</summary>
    Cancelled,

    /// <summary>The node has not known it for long, and its nonce is unused or unknown.</summary>
    Dropped,

    /// <summary>Mined, and shows no registration of the digest.</summary>
    Misdirected,
}
