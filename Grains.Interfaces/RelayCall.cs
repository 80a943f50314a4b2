namespace PathoChain.Grains;

/// <summary>A call of the registry that somebody else sends. The record that it makes is known by an account and a hash.</summary>
/// <param name="Kind">Which function it is.</param>
/// <param name="Hash">The digest or root, <c>0x</c> and 64 hex digits.</param>
/// <param name="Account">Whose record it makes, EIP-55.</param>
/// <param name="Data">Call data, <c>0x</c> and hex.</param>
/// <param name="Cid">The image to tell of the transaction, if there is one.</param>
[GenerateSerializer, Immutable, Alias("pathochain.RelayCall")]
public sealed record RelayCall(RelayKind Kind, string Hash, string Account, string Data, string? Cid)
{
    /// <summary>Names the call: there is at most one of a kind under way for a hash.</summary>
    public string Id => IdOf(Kind, Hash);

    /// <summary>The name of the call of a kind for a hash.</summary>
    public static string IdOf(RelayKind kind, string hash) => $"{kind}:{hash}";
}

/// <summary>What a relayed transaction does. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.RelayKind")]
public enum RelayKind
{
    /// <summary><c>registerFor</c>.</summary>
    Registration = 0,

    /// <summary><c>anchor</c>.</summary>
    Anchor = 1,

    /// <summary>Nothing: it uses a nonce that others wait for.</summary>
    Filler = 2,
}

/// <summary>What became of a call.</summary>
/// <param name="Id">The call's.</param>
/// <param name="Phase">Where it is on its way.</param>
/// <param name="TransactionHash">The newest transaction that carries it, or the one that its event came in.</param>
/// <param name="BlockNumber">Block of the event.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="Reason">Why it was refused, one sentence.</param>
/// <param name="Account">Whose record it makes, EIP-55; <see langword="null"/> of one that was done before this was kept.</param>
/// <param name="IsAnother">In the answer to a submitted call: whether it is another one with the same id, which keeps that out.</param>
[GenerateSerializer, Immutable, Alias("pathochain.RelayedCall")]
public sealed record RelayedCall(
    string Id,
    RelayPhase Phase,
    string? TransactionHash,
    long? BlockNumber,
    string? BlockHash,
    string? Reason,
    string? Account = null,
    bool IsAnother = false)
{
    /// <summary>Whether nothing more is done for it.</summary>
    public bool IsDone => Phase is RelayPhase.Final or RelayPhase.Refused;
}

/// <summary>Where a call is on its way. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.RelayPhase")]
public enum RelayPhase
{
    /// <summary>It has no nonce yet.</summary>
    Queued = 0,

    /// <summary>Its transaction is stored, and sent until the node says that it has it.</summary>
    Sending = 1,

    /// <summary>The node has its transaction, or had one with its nonce.</summary>
    Sent = 2,

    /// <summary>Its event is on the chain.</summary>
    Mined = 3,

    /// <summary>Its event's block is final.</summary>
    Final = 4,

    /// <summary>The contract refuses it, so it is not, or no longer, sent.</summary>
    Refused = 5,
}
