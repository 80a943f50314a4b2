namespace PathoChain.Registry.Merkle;

/// <summary>Shows that a digest is in a tree of which only the root is known, as OpenZeppelin's <c>MerkleProof</c> does.</summary>
public static class MerkleProof
{
    /// <summary>Whether <paramref name="proof"/> leads from the leaf of <paramref name="digest"/> to <paramref name="root"/>.</summary>
    /// <param name="root">Root of the tree.</param>
    /// <param name="digest">What should be in it.</param>
    /// <param name="proof">The sibling of each node on the way up.</param>
    public static bool Verify(Hash32 root, Hash32 digest, IEnumerable<Hash32> proof) =>
        proof.Aggregate(MerkleLeaf.Of(digest), Parent) == root;

    /// <summary>keccak256 of both children, the smaller first: a proof need not say which side a sibling is on.</summary>
    internal static Hash32 Parent(Hash32 one, Hash32 other)
    {
        var (first, second) = Compare(one, other) <= 0 ? (one, other) : (other, one);
        return Keccak256.Hash([.. first.ToBytes(), .. second.ToBytes()]);
    }

    /// <summary>Order of the bytes, which is that of the hex digits.</summary>
    internal static int Compare(Hash32 one, Hash32 other) => string.CompareOrdinal(one.ToString(), other.ToString());
}
