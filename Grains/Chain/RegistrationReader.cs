using PathoChain.Content;
using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>Reads the registrations of images of ours from the chain, each with everything that belongs to it.</summary>
internal sealed class RegistrationReader(ImageRegistryClient registry, SiteDirectoryClient? site, int confirmations, IFollowedImages images)
{
    /// <summary>Events looked up at once.</summary>
    private const int MaxParallel = 32;

    private readonly LogRange _range = new();

    /// <summary>
    /// The registrations from block <paramref name="from"/> on, in the order of the chain, as far as they are not among <paramref name="told"/>: their events, what they are
    /// to our images, and the last block that was read.
    /// </summary>
    public async Task<(BlockReference End, IReadOnlyList<RegisteredEvent> Events, IReadOnlyList<(string Cid, Registration Registration)> Seen)> ReadAsync(
        long from, BlockReference head, ChainDepth depth, IReadOnlySet<RegisteredEvent> told, CancellationToken cancellationToken)
    {
        var (end, read) = await EventsAsync(from, head, cancellationToken);
        var events = read.Where(registered => !told.Contains(registered)).ToList();
        var seen = new List<(string Cid, Registration Registration)>();
        foreach (var chunk in events.Chunk(MaxParallel))
        {
            var cids = await Task.WhenAll(chunk.Select(registered => CidOfAsync(registered.Digest)));
            var ours = chunk.Zip(cids).Where(pair => pair.Second is not null).GroupBy(pair => pair.First.TransactionHash, pair => (pair.First, pair.Second!));
            var registrations = await Task.WhenAll(ours.Select(transaction => RegistrationsAsync([.. transaction], depth, cancellationToken)));
            seen.AddRange(registrations.SelectMany(registration => registration));
        }

        return (end, events, seen);
    }

    private async Task<(BlockReference End, IReadOnlyList<RegisteredEvent> Events)> EventsAsync(
        long from, BlockReference head, CancellationToken cancellationToken)
    {
        while (true)
        {
            var to = _range.End(from, head.Number);

            // The block comes before its events: if a reorg falls between the two, the next look finds the cursor gone.
            var end = to == head.Number ? head : BlockReference.Of(await BlockAsync(to, cancellationToken));
            try
            {
                var events = await registry.GetRegistrationsAsync(from, to, cancellationToken);
                _range.Grow();
                return (end, events);
            }
            catch (RpcException failure) when (_range.Halve(failure, from, to))
            {
            }
        }
    }

    /// <summary>Registrations of one transaction.</summary>
    private async Task<IReadOnlyList<(string Cid, Registration Registration)>> RegistrationsAsync(
        IReadOnlyList<(RegisteredEvent Event, string Cid)> events, ChainDepth depth, CancellationToken cancellationToken)
    {
        var first = events[0].Event;
        var receipt = await registry.GetReceiptAsync(first.TransactionHash, cancellationToken)
            ?? throw new RpcInvalidResponseException($"The node shows an event of transaction {first.TransactionHash} but no receipt for it.");
        var transaction = await registry.GetTransactionAsync(first.TransactionHash, cancellationToken)
            ?? throw new RpcInvalidResponseException($"The node shows an event of transaction {first.TransactionHash} but does not know it.");
        var block = await BlockAsync(first.BlockNumber, cancellationToken);
        if (block.Hash != first.BlockHash || receipt.BlockHash != first.BlockHash)
        {
            throw new RpcInvalidResponseException($"The node shows an event of block {first.BlockHash}, but block {block.Number} is {block.Hash} now.");
        }

        var level = WatchList.LevelOf(block.Number, depth, confirmations);
        var seen = new List<(string Cid, Registration Registration)>();
        foreach (var (registered, cid) in events)
        {
            seen.Add((cid, new Registration(
                registry.Deployment.ChainId,
                registry.Deployment.Address.ToString(),
                registered.Registrant.ToString(),
                registered.TransactionHash.ToString(),
                registered.BlockNumber,
                registered.BlockHash.ToString(),
                receipt.GasUsed,
                level.Confirmations,
                confirmations,
                block.Time,
                level.Finality,
                await StandingOfAsync(registered.Registrant, block.Time, cancellationToken),
                transaction.From.ToString(),
                transaction.Nonce)));
        }

        return seen;
    }

    private async Task<Standing> StandingOfAsync(Address registrant, DateTimeOffset time, CancellationToken cancellationToken) =>
        site is null ? Standing.NotChecked
        : await site.SpokeAsync(registrant, time, cancellationToken) ? Standing.Speaks
        : Standing.DoesNotSpeak;

    private async Task<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken) =>
        await registry.GetBlockAsync(number, cancellationToken)
            ?? throw new RpcInvalidResponseException($"The node has no block {number}, though its chain is that long.");

    /// <summary>The image with that digest, if there is one here. A digest does not tell whether its envelope was small (one raw block) or large (a UnixFS root).</summary>
    private async Task<string?> CidOfAsync(Hash32 digest)
    {
        foreach (var codec in new[] { CidCodec.Raw, CidCodec.DagPb })
        {
            var cid = Cid.FromDigest(codec, digest.ToBytes()).ToString();
            if (await images.ExistsAsync(cid))
            {
                return cid;
            }
        }

        return null;
    }
}
