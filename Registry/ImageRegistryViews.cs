using System.Text.Json.Nodes;

namespace PathoChain.Registry;

/// <summary>Reads the records of one deployed ImageRegistry through one node, as its newest block has them.</summary>
/// <remarks>Every call throws an <see cref="RpcException"/> when the node is down, slow, or answers nonsense.</remarks>
public sealed class ImageRegistryViews(JsonRpcClient rpc, Deployment deployment)
{
    /// <summary>When <paramref name="registrant"/> registered <paramref name="digest"/>, or <see langword="null"/> if it did not.</summary>
    public async Task<DateTimeOffset?> RegisteredAtAsync(Address registrant, Hash32 digest, CancellationToken cancellationToken = default) =>
        (await CallAsync("registeredAt", ImageRegistryAbi.RegisteredAt(registrant, digest), 1, cancellationToken)).Time(0);

    /// <summary>That <paramref name="registrant"/> withdrew <paramref name="digest"/>, or <see langword="null"/> if it did not.</summary>
    public async Task<RevocationRecord?> RevocationOfAsync(Address registrant, Hash32 digest, CancellationToken cancellationToken = default)
    {
        var words = await CallAsync("revocationOf", ImageRegistryAbi.RevocationOf(registrant, digest), 2, cancellationToken);
        return words.Time(0) is { } at ? new(at, words.Number(1)) : null;
    }

    /// <summary>The latest result that <paramref name="registrant"/> attested to, or <see langword="null"/> if there is none.</summary>
    public async Task<AttestationRecord?> AttestationOfAsync(Address registrant, Hash32 digest, CancellationToken cancellationToken = default)
    {
        var words = await CallAsync("attestationOf", ImageRegistryAbi.AttestationOf(registrant, digest), 3, cancellationToken);
        return words.Time(2) is { } at ? new(words.Hash(0), words.Hash(1), at) : null;
    }

    /// <summary>That <paramref name="anchorer"/> anchored <paramref name="root"/>, or <see langword="null"/> if it did not.</summary>
    public async Task<AnchorRecord?> AnchorOfAsync(Address anchorer, Hash32 root, CancellationToken cancellationToken = default)
    {
        var words = await CallAsync("anchorOf", ImageRegistryAbi.AnchorOf(anchorer, root), 2, cancellationToken);
        return words.Time(0) is { } at ? new(at, words.Number(1)) : null;
    }

    /// <summary>Whether <paramref name="digest"/> is in a tree that <paramref name="anchorer"/> anchored, as <paramref name="proof"/> claims.</summary>
    public async Task<bool> VerifyAnchoredAsync(
        Address anchorer, Hash32 root, Hash32 digest, IReadOnlyList<Hash32> proof, CancellationToken cancellationToken = default) =>
        (await CallAsync("verifyAnchored", ImageRegistryAbi.VerifyAnchored(anchorer, root, digest, proof), 1, cancellationToken)).Flag(0);

    private async Task<AbiWords> CallAsync(string function, byte[] data, int words, CancellationToken cancellationToken)
    {
        var call = new JsonObject { ["to"] = deployment.Address.ToString(), ["data"] = Hex.Encode(data) };
        return new(new RpcValue(await rpc.ReadAsync("eth_call", [call, "latest"], cancellationToken), $"eth_call of {function}"), words);
    }
}

/// <summary>That a registrant withdrew what it registered.</summary>
/// <param name="At">Time of that block.</param>
/// <param name="ReasonCode">Why, 0 to 255, as the registrant's site publishes it.</param>
public sealed record RevocationRecord(DateTimeOffset At, long ReasonCode);

/// <summary>What a registrant says the models found.</summary>
/// <param name="ResultDigest">SHA-256 of the result document.</param>
/// <param name="ModelsDigest">SHA-256 of the list of models.</param>
/// <param name="At">Time of that block.</param>
public sealed record AttestationRecord(Hash32 ResultDigest, Hash32 ModelsDigest, DateTimeOffset At);

/// <summary>That an account vouched for all digests of a Merkle tree.</summary>
/// <param name="At">Time of that block.</param>
/// <param name="LeafCount">Digests in the tree, as the account stated it.</param>
public sealed record AnchorRecord(DateTimeOffset At, long LeafCount);
