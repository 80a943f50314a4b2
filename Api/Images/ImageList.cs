using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Reads a site's list backwards. Positions count from the first image ever listed, so pages stay put while new images come.</summary>
internal sealed class ImageList(IGrainFactory grains)
{
    public const int MaxLimit = 100;

    /// <summary>Up to <paramref name="limit"/> images before position <paramref name="before"/> (or the newest), and the position to go on at.</summary>
    public async Task<(IReadOnlyList<ImageStatus> Items, int? Next)> ReadAsync(int limit, int? before)
    {
        var (cids, next) = await CidsAsync(limit, before);
        var statuses = await Task.WhenAll(cids.Select(cid => grains.GetGrain<IImageGrain>(cid).GetAsync()));
        return ([.. statuses.OfType<ImageStatus>()], next);
    }

    private async Task<(List<string> Cids, int? Next)> CidsAsync(int limit, int? before)
    {
        var newest = await grains.GetGrain<ISiteGrain>(SiteNames.Default).NewestPageAsync();
        var end = Math.Min(before ?? int.MaxValue, (newest + 1) * SitePageKey.Capacity);
        var cids = new List<string>();
        for (var page = (end - 1) / SitePageKey.Capacity; page >= 0 && end > 0 && cids.Count < limit; page--)
        {
            var first = page * SitePageKey.Capacity;
            var listed = await grains.GetGrain<ISitePageGrain>(SitePageKey.Of(SiteNames.Default, page)).ListAsync();
            var last = Math.Min(end, first + listed.Count);
            var start = Math.Max(first, last - (limit - cids.Count));
            cids.AddRange(listed.Skip(start - first).Take(last - start).Reverse());
            end = start;
        }

        return (cids, end > 0 && cids.Count == limit ? end : null);
    }
}
