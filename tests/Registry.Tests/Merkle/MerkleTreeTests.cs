using FsCheck;
using FsCheck.Fluent;
using PathoChain.Registry.Merkle;

namespace PathoChain.Registry.Tests.Merkle;

public sealed class MerkleTreeTests
{
    private const int MostLeaves = 200;

    [Fact]
    public void Trees_of_1_to_40_leaves_have_the_roots_and_proofs_of_OpenZeppelins()
    {
        MerkleVectors.OpenZeppelin.Small.Select(vector => vector.LeafCount).Should().Equal(Enumerable.Range(1, 40));
        foreach (var vector in MerkleVectors.OpenZeppelin.Small)
        {
            var digests = MerkleVectors.DigestsOf(vector.Seed, vector.LeafCount);
            var tree = MerkleTree.Of(digests);

            tree.Root.ToString().Should().Be($"0x{vector.Root}");
            tree.LeafCount.Should().Be(vector.LeafCount);
            digests.Select(digest => Convert.ToHexStringLower(Bytes(tree.ProofOf(digest)))).Should().Equal(vector.Proofs);
        }
    }

    [Fact]
    public void Large_trees_have_the_roots_and_proofs_of_OpenZeppelins()
    {
        MerkleVectors.OpenZeppelin.Large.Should().HaveCountGreaterThan(3);
        foreach (var vector in MerkleVectors.OpenZeppelin.Large)
        {
            var digests = MerkleVectors.DigestsOf(vector.Seed, vector.LeafCount);
            var tree = MerkleTree.Of(digests);

            tree.Root.ToString().Should().Be($"0x{vector.Root}");
            Keccak256.Hash(Bytes(digests.SelectMany(tree.ProofOf))).ToString().Should().Be($"0x{vector.FoldedProofs}");
        }
    }

    [Fact]
    public void A_tree_does_not_depend_on_the_order_of_its_digests()
    {
        var digests = MerkleVectors.DigestsOf("order", 33);

        MerkleTree.Of([.. digests.Reverse()]).Root.Should().Be(MerkleTree.Of(digests).Root);
    }

    [Fact]
    public void Every_proof_of_a_random_tree_verifies_and_none_does_for_another_digest() => Prop
        .ForAll(RandomTrees(), given =>
        {
            var digests = MerkleVectors.DigestsOf(given.Seed, given.Count);
            var tree = MerkleTree.Of(digests);
            var other = Keccak256.Hash(digests[0].ToBytes());
            return digests.All(digest =>
                MerkleProof.Verify(tree.Root, digest, tree.ProofOf(digest)) && !MerkleProof.Verify(tree.Root, other, tree.ProofOf(digest)));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_mutated_proof_of_a_random_tree_never_verifies() => Prop
        .ForAll(RandomTrees(), given =>
        {
            var digests = MerkleVectors.DigestsOf(given.Seed, given.Count);
            var tree = MerkleTree.Of(digests);
            var digest = digests[given.Pick % digests.Length];
            var proof = tree.ProofOf(digest);
            return Mutations(tree.Root, digest, proof, given.Pick).All(claim => !MerkleProof.Verify(claim.Root, claim.Digest, claim.Proof));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void An_inner_node_or_a_leaf_passes_for_no_digest()
    {
        var digests = MerkleVectors.DigestsOf("inner", 4);
        var tree = MerkleTree.Of(digests);
        var proof = tree.ProofOf(digests[0]);
        var leaf = MerkleLeaf.Of(digests[0]);
        var inner = MerkleProof.Parent(leaf, proof[0]);

        MerkleProof.Verify(tree.Root, leaf, proof).Should().BeFalse();
        MerkleProof.Verify(tree.Root, inner, proof.Skip(1)).Should().BeFalse();
        MerkleProof.Verify(tree.Root, tree.Root, []).Should().BeFalse();
    }

    [Fact]
    public void Nothing_a_repetition_and_a_stranger_are_refused()
    {
        var digests = MerkleVectors.DigestsOf("refused", 3);

        FluentActions.Invoking(() => MerkleTree.Of([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => MerkleTree.Of([.. digests, digests[1]])).Should().Throw<ArgumentException>().WithMessage($"{digests[1]} comes twice.*");
        MerkleTree.Of(digests[..2]).Invoking(tree => tree.ProofOf(digests[2])).Should().Throw<ArgumentException>().WithMessage($"{digests[2]} is not in the tree.*");
    }

    private static Arbitrary<(string Seed, int Count, int Pick)> RandomTrees() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from count in Gen.Choose(1, MostLeaves)
        from pick in Gen.Choose(0, 1_000_000)
        select ($"{seed}", count, pick));

    private static IEnumerable<(Hash32 Root, Hash32 Digest, IReadOnlyList<Hash32> Proof)> Mutations(
        Hash32 root, Hash32 digest, IReadOnlyList<Hash32> proof, int pick)
    {
        yield return (WithoutBit(root, pick), digest, proof);
        yield return (root, WithoutBit(digest, pick), proof);
        yield return (root, digest, [.. proof, digest]);
        for (var i = 0; i < proof.Count; i++)
        {
            yield return (root, digest, [.. proof.Take(i), WithoutBit(proof[i], pick + i), .. proof.Skip(i + 1)]);
            yield return (root, digest, [.. proof.Take(i), .. proof.Skip(i + 1)]);
        }

        if (proof.Count > 1)
        {
            yield return (root, digest, [.. proof.Reverse()]);
        }
    }

    private static Hash32 WithoutBit(Hash32 hash, int bit)
    {
        var bytes = hash.ToBytes();
        bytes[bit / 8 % bytes.Length] ^= (byte)(1 << (bit % 8));
        return Hash32.FromBytes(bytes);
    }

    private static byte[] Bytes(IEnumerable<Hash32> hashes) => [.. hashes.SelectMany(hash => hash.ToBytes())];
}
