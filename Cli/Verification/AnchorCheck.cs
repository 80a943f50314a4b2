using System.Runtime.CompilerServices;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;
using static PathoChain.Cli.Verification.TrustedChain;

namespace PathoChain.Cli.Verification;

/// <summary>Whether the digest is in the Merkle tree that the evidence names, and the chain has its root.</summary>
internal static class AnchorCheck
{
    /// <param name="chain">What is trusted.</param>
    /// <param name="digest">What was anchored.</param>
    /// <param name="anchor">What the evidence says of that.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RegistryException">The node does not answer.</exception>
    /// <exception cref="EvidenceException">The node has not come so far.</exception>
    public static async IAsyncEnumerable<Finding> RunAsync(TrustedChain chain, Hash32 digest, Anchor anchor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var registry = chain.Has("anchored", anchor.ChainId, anchor.Contract);
        yield return registry;
        if (registry.Verdict is Verdict.Fails)
        {
            yield break;
        }

        yield return await chain.HasBlockAsync(anchor.BlockNumber, anchor.BlockHash, anchor.BlockTime, cancellationToken);
        yield return MerkleProof.Verify(anchor.Root, digest, anchor.Proof)
            ? Finding.Holds($"Its Merkle proof leads to {anchor.Root}.")
            : Finding.Fails($"Its Merkle proof does not lead to {anchor.Root}.");
        yield return await chain.Views.AnchorOfAsync(anchor.Anchorer, anchor.Root, cancellationToken) switch
        {
            null => Finding.Fails($"{anchor.Anchorer} did not anchor {anchor.Root}."),
            { At: var at, LeafCount: var leaves } when at == anchor.BlockTime && leaves == anchor.LeafCount =>
                Finding.Holds($"{anchor.Anchorer} anchored that root, of {leaves} digests, at {Utc(at)}."),
            { At: var at, LeafCount: var leaves } =>
                Finding.Fails($"{anchor.Anchorer} anchored that root, of {leaves} digests, at {Utc(at)}, not of {anchor.LeafCount} at {Utc(anchor.BlockTime)}."),
        };
    }
}
