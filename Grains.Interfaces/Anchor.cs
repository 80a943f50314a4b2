namespace PathoChain.Grains;

/// <summary>That an image's digest is in a Merkle tree whose root is on the chain for good: further evidence beside its registration.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Contract">Address of the registry, EIP-55.</param>
/// <param name="Anchorer">Account that anchored the root, EIP-55.</param>
/// <param name="Root">Root of the tree, <c>0x</c> and 64 hex digits, as the hashes below.</param>
/// <param name="LeafCount">Digests in the tree.</param>
/// <param name="Proof">The sibling of each node on the way from the digest's leaf to the root (docs/registry.md).</param>
/// <param name="TransactionHash">The transaction that anchored it.</param>
/// <param name="BlockNumber">Its block.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="BlockTime">That block's time, UTC.</param>
[GenerateSerializer, Immutable, Alias("pathochain.Anchor")]
public sealed record Anchor(
    long ChainId,
    string Contract,
    string Anchorer,
    string Root,
    int LeafCount,
    IReadOnlyList<string> Proof,
    string TransactionHash,
    long BlockNumber,
    string BlockHash,
    DateTimeOffset BlockTime);
