namespace PathoChain.Grains;

/// <summary>The event that registered an image's digest, and how deep it lies.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Contract">Address of the registry, EIP-55.</param>
/// <param name="Registrant">Address that registered the digest, EIP-55.</param>
/// <param name="TransactionHash">0x and 64 hex digits.</param>
/// <param name="BlockNumber">Block of the event.</param>
/// <param name="BlockHash">0x and 64 hex digits.</param>
/// <param name="GasUsed">Gas of the whole transaction.</param>
/// <param name="Confirmations">Blocks on top of and with the event's block, at most <paramref name="Required"/>.</param>
/// <param name="Required">Confirmations at which the registration counts.</param>
/// <param name="BlockTime">Time of the event's block, UTC.</param>
/// <param name="Finality">How sure the chain is of that block.</param>
/// <param name="Standing">Whether the registrant spoke for the site in that block.</param>
/// <param name="Sender">Account that sent the transaction, EIP-55: another one than the registrant if it was relayed.</param>
/// <param name="Nonce">The sender's nonce in the transaction.</param>
[GenerateSerializer, Immutable, Alias("pathochain.Registration")]
public sealed record Registration(
    long ChainId,
    string Contract,
    string Registrant,
    string TransactionHash,
    long BlockNumber,
    string BlockHash,
    long GasUsed,
    int Confirmations,
    int Required,
    DateTimeOffset BlockTime,
    Finality Finality,
    Standing Standing,
    string? Sender,
    long? Nonce);

/// <summary>How sure the chain is of a block, by the tags of its node. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.Finality")]
public enum Finality
{
    /// <summary>The node does not say, or not yet.</summary>
    Unsafe = 0,

    /// <summary>At or below the tag <c>safe</c>: not expected to go.</summary>
    Safe = 1,

    /// <summary>At or below the tag <c>finalized</c>: it stays.</summary>
    Finalized = 2,
}

/// <summary>Whether an account spoke for the site at a time, by the SiteDirectory. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.Standing")]
public enum Standing
{
    /// <summary>No site is configured, so every registrant counts.</summary>
    NotChecked = 0,
    Speaks = 1,
    DoesNotSpeak = 2,
}
