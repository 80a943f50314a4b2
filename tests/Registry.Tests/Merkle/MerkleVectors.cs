using System.Text;

namespace PathoChain.Registry.Tests.Merkle;

/// <summary>What <c>@openzeppelin/merkle-tree</c> builds, as chain/scripts/merkle-vectors.ts wrote it; hex without 0x.</summary>
internal sealed record MerkleVectors(IReadOnlyList<MerkleVectors.Tree> Small, IReadOnlyList<MerkleVectors.LargeTree> Large)
{
    public static MerkleVectors OpenZeppelin { get; } = Vectors.Read<MerkleVectors>("merkle.json");

    /// <summary>The digests of a tree, as the script makes them from a seed.</summary>
    public static Hash32[] DigestsOf(string seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Keccak256.Hash(Encoding.UTF8.GetBytes($"{seed} {i}")))];

    /// <param name="Seed">Makes the digests.</param>
    /// <param name="LeafCount">How many.</param>
    /// <param name="Root">The root.</param>
    /// <param name="Proofs">The hashes of each digest's proof, one after the other.</param>
    public sealed record Tree(string Seed, int LeafCount, string Root, IReadOnlyList<string> Proofs);

    /// <param name="Seed">Makes the digests.</param>
    /// <param name="LeafCount">How many.</param>
    /// <param name="Root">The root.</param>
    /// <param name="FoldedProofs">Keccak-256 of all proofs, in the order of the digests.</param>
    public sealed record LargeTree(string Seed, int LeafCount, string Root, string FoldedProofs);
}
