namespace PathoChain.Registry.Merkle;

/// <summary>
/// The tree that <c>StandardMerkleTree.of([[domain, digest], …], ["bytes32", "bytes32"])</c> of <c>@openzeppelin/merkle-tree</c> builds:
/// a complete binary tree in one array, root first, leaves sorted by their hashes from its end.
/// </summary>
public sealed class MerkleTree
{
    private readonly Hash32[] _nodes;
    private readonly Dictionary<Hash32, int> _placeOfDigest;

    private MerkleTree(Hash32[] nodes, Dictionary<Hash32, int> placeOfDigest) => (_nodes, _placeOfDigest) = (nodes, placeOfDigest);

    public Hash32 Root => _nodes[0];

    public int LeafCount => _placeOfDigest.Count;

    /// <summary>The tree of these digests, in whatever order they come.</summary>
    /// <exception cref="ArgumentException">There are none, or one comes twice.</exception>
    public static MerkleTree Of(IReadOnlyCollection<Hash32> digests)
    {
        if (digests.Count == 0)
        {
            throw new ArgumentException("A tree has at least one digest.", nameof(digests));
        }

        var leaves = digests.Select(digest => (Digest: digest, Hash: MerkleLeaf.Of(digest))).ToArray();
        Array.Sort(leaves, (one, other) => MerkleProof.Compare(one.Hash, other.Hash));
        var nodes = new Hash32[(2 * leaves.Length) - 1];
        var places = new Dictionary<Hash32, int>();
        foreach (var (index, leaf) in leaves.Index())
        {
            var place = nodes.Length - 1 - index;
            nodes[place] = leaf.Hash;
            if (!places.TryAdd(leaf.Digest, place))
            {
                throw new ArgumentException($"{leaf.Digest} comes twice.", nameof(digests));
            }
        }

        for (var place = nodes.Length - leaves.Length - 1; place >= 0; place--)
        {
            nodes[place] = MerkleProof.Parent(nodes[(2 * place) + 1], nodes[(2 * place) + 2]);
        }

        return new(nodes, places);
    }

    /// <summary>The sibling of each node on the way from the leaf of <paramref name="digest"/> to the root.</summary>
    /// <exception cref="ArgumentException">It is not in the tree.</exception>
    public IReadOnlyList<Hash32> ProofOf(Hash32 digest)
    {
        if (!_placeOfDigest.TryGetValue(digest, out var place))
        {
            throw new ArgumentException($"{digest} is not in the tree.", nameof(digest));
        }

        var proof = new List<Hash32>();
        for (; place > 0; place = (place - 1) / 2)
        {
            proof.Add(_nodes[place % 2 == 0 ? place - 1 : place + 1]);
        }

        return proof;
    }
}
