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
    int Required);
