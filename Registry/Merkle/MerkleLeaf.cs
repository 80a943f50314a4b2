namespace PathoChain.Registry.Merkle;

/// <summary>How digests become leaves, as ImageRegistry's <c>leafOf</c> does it.</summary>
public static class MerkleLeaf
{
    // Keeps a leaf from meaning anything in another protocol's tree.
    private static readonly byte[] Domain = Keccak256.Hash("PathoChain image leaf 1"u8).ToBytes();

    /// <summary>keccak256(keccak256(domain ‖ digest)): hashed twice, so that no inner node passes for a leaf.</summary>
    public static Hash32 Of(Hash32 digest) => Keccak256.Hash(Keccak256.Hash([.. Domain, .. digest.ToBytes()]).ToBytes());
}
