namespace PathoChain.Registry;

/// <summary>A block's place and identity; after a reorganisation the same number has another hash.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Time">When its producer says it was made, UTC.</param>
public sealed record BlockHeader(long Number, Hash32 Hash, DateTimeOffset Time);

/// <summary>One <c>Registered</c> event.</summary>
/// <param name="Digest">SHA-256 of the image's envelope.</param>
/// <param name="Registrant">Who registered it.</param>
/// <param name="TransactionHash">The transaction that did.</param>
/// <param name="BlockNumber">Its block.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="LogIndex">Place of the event in the block.</param>
public sealed record RegisteredEvent(Hash32 Digest, Address Registrant, Hash32 TransactionHash, long BlockNumber, Hash32 BlockHash, long LogIndex);

/// <summary>How a mined transaction ended (EIP-658).</summary>
public enum TransactionStatus
{
    Reverted = 0,
    Succeeded = 1,
}

/// <summary>A mined transaction.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="Status">How it ended.</param>
/// <param name="GasUsed">Gas of the whole transaction.</param>
/// <param name="BlockNumber">Its block.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="Registrations">What it registered, in the order of its logs.</param>
public sealed record Receipt(
    Hash32 TransactionHash,
    TransactionStatus Status,
    long GasUsed,
    long BlockNumber,
    Hash32 BlockHash,
    IReadOnlyList<RegisteredEvent> Registrations);
