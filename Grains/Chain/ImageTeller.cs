namespace PathoChain.Grains.Chain;

/// <summary>Tells image grains what the chain shows of them, many at once.</summary>
/// <param name="grains">The images and their list.</param>
/// <param name="chainId">The chain that is followed.</param>
internal sealed class ImageTeller(IGrainFactory grains, long chainId) : IFollowedImages
{
    /// <summary>Images told at once.</summary>
    private const int MaxParallel = 32;

    public async Task<bool> ExistsAsync(string cid) => await Image(cid).GetAsync() is not null;

    public async Task<IReadOnlySet<(string Cid, string BlockHash)>> SeenAsync(IEnumerable<(string Cid, Registration Registration)> seen)
    {
        var (ours, others) = (new HashSet<(string Cid, string BlockHash)>(), new HashSet<(string Cid, string BlockHash)>());
        await ForAllAsync(seen.GroupBy(image => image.Cid), async image =>
        {
            foreach (var (cid, registration) in image)
            {
                var isOurs = await Image(cid).RegistrationSeenAsync(registration);
                (isOurs ? ours : others).Add((cid, registration.BlockHash));
            }
        });

        // Two accounts may register an image in one block.
        others.ExceptWith(ours);
        return others;
    }

    public Task DeepenedAsync(WatchedBlock block, int required) =>
        ForAllAsync(block.Cids, cid => Image(cid).RegistrationDeepenedAsync(block.Hash, block.Confirmations, required, block.Finality));

    public Task LostAsync(WatchedBlock block) => ForAllAsync(block.Cids, cid => Image(cid).RegistrationLostAsync(block.Hash));

    public async Task<bool> ReplacedAsync(int page)
    {
        await ForAllAsync(await grains.GetGrain<ISitePageGrain>(SitePageKey.Of(SiteNames.Default, page)).ListAsync(), async cid =>
        {
            var image = await Image(cid).GetAsync();
            if (image?.Registration is { } gone && gone.ChainId == chainId)
            {
                await Image(cid).RegistrationLostAsync(gone.BlockHash);
            }

            if (image?.Anchor is { } anchor && anchor.ChainId == chainId)
            {
                await Image(cid).AnchorLostAsync(anchor.BlockHash);
            }
        });
        return page < await grains.GetGrain<ISiteGrain>(SiteNames.Default).NewestPageAsync();
    }

    private static async Task ForAllAsync<T>(IEnumerable<T> items, Func<T, Task> tell)
    {
        foreach (var chunk in items.Chunk(MaxParallel))
        {
            await Task.WhenAll(chunk.Select(tell));
        }
    }

    private IImageGrain Image(string cid) => grains.GetGrain<IImageGrain>(cid);
}
