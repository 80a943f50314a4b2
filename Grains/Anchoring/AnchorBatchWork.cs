using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.Grains.Anchoring;

/// <summary>What a batch does outside in each phase: each step is safe to repeat, and its end is stored before the next one begins.</summary>
internal sealed class AnchorBatchWork(ImageRegistryClient registry, ImageRegistryViews views, Address anchorer, IGrainFactory grains)
{
    /// <summary>Images asked or told at once.</summary>
    private const int Chunk = 32;

    private long ChainId => registry.Deployment.ChainId;

    /// <summary>The images that store this batch's number. An image that is being created answers when that is stored, or will join a later batch.</summary>
    public async Task<IReadOnlyList<string>> MembersAsync(IReadOnlyList<string> cids, int batch)
    {
        var members = new List<string>();
        foreach (var chunk in cids.Chunk(Chunk))
        {
            var batches = await Task.WhenAll(chunk.Select(cid => Image(cid).AnchorBatchAsync()));
            members.AddRange(chunk.Where((_, i) => batches[i] == batch));
        }

        return members;
    }

    /// <summary>Has the root anchored; the answer is where, once that is final.</summary>
    /// <exception cref="AnchorException">The relay takes it not, or the contract refuses it.</exception>
    public async Task<AnchorPlace?> AnchorAsync(string root, int leafCount, CancellationToken cancellationToken)
    {
        var relay = grains.GetGrain<IRelayGrain>(RelayKey.Of(ChainId, anchorer.ToString()));
        var call = new RelayCall(
            RelayKind.Anchor, root, anchorer.ToString(), $"0x{Convert.ToHexStringLower(ImageRegistryAbi.Anchor(Hash32.Parse(root), leafCount))}", Cid: null);
        var known = await relay.FindAsync(call.Id);
        var place = known is { Phase: RelayPhase.Final } ? await PlaceAsync(known, root, cancellationToken) : null;
        if (place is null && known is not { IsDone: false })
        {
            _ = await relay.SubmitAsync(call) ?? throw new AnchorException("Too many transactions wait to be sent.");
        }

        return known is { Phase: RelayPhase.Refused } ? throw new AnchorException($"The anchor was refused: {known.Reason}") : place;
    }

    /// <summary>Checks the next proofs, with the tree and by the contract, and gives them to their images.</summary>
    /// <returns>How many images have theirs then, or <see langword="null"/> if the contract does not know the anchor any more.</returns>
    public async Task<int?> DeliverAsync(AnchorBatchState batch, CancellationToken cancellationToken)
    {
        var tree = AnchorBatchState.TreeOf(batch.Cids);
        var next = batch.Cids.Skip(batch.Delivered).Take(Chunk).ToList();
        var accepted = await Task.WhenAll(next.Select(cid => DeliverAsync(cid, tree, batch.Place!, cancellationToken)));
        return accepted.All(one => one) ? batch.Delivered + next.Count : null;
    }

    private async Task<bool> DeliverAsync(string cid, MerkleTree tree, AnchorPlace place, CancellationToken cancellationToken)
    {
        var digest = AnchorBatchState.DigestOf(cid);
        var proof = tree.ProofOf(digest);
        if (!MerkleProof.Verify(tree.Root, digest, proof))
        {
            throw new AnchorException($"The proof of {cid} does not lead to {tree.Root}.");
        }

        if (!await views.VerifyAnchoredAsync(Address.Parse(place.Anchorer), tree.Root, digest, proof, cancellationToken))
        {
            return false;
        }

        await Image(cid).AnchoredAsync(new Anchor(
            ChainId,
            registry.Deployment.Address.ToString(),
            place.Anchorer,
            tree.Root.ToString(),
            tree.LeafCount,
            [.. proof.Select(hash => hash.ToString())],
            place.TransactionHash,
            place.BlockNumber,
            place.BlockHash,
            place.BlockTime));
        return true;
    }

    /// <summary>Where a final anchor is, or <see langword="null"/> if its block is on the chain no more, or the contract is another one since.</summary>
    private async Task<AnchorPlace?> PlaceAsync(RelayedCall relayed, string root, CancellationToken cancellationToken)
    {
        var block = await registry.GetBlockAsync(relayed.BlockNumber!.Value, cancellationToken);
        return block?.Hash.ToString() == relayed.BlockHash && await views.AnchorOfAsync(anchorer, Hash32.Parse(root), cancellationToken) is not null
            ? new(anchorer.ToString(), relayed.TransactionHash!, block!.Number, relayed.BlockHash!, block.Time)
            : null;
    }

    private IImageGrain Image(string cid) => grains.GetGrain<IImageGrain>(cid);
}

/// <summary>A batch cannot go on now; the message says why.</summary>
internal sealed class AnchorException(string message) : RegistryException(message);
