using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Reads a site's list backwards. Positions count from the first image ever listed, so pages stay put while new images come.</summary>
internal sealed class ImageList(IGrainFactory grains)
{
    public const int MaxLimit = 100;

    /// <summary>Most images that one answer looks through, however few of them are asked for.</summary>
    public const int MaxLooked = 1_000;

    /// <summary>Up to <paramref name="limit"/> images before position <paramref name="before"/> (or the newest), and the position to go on at.</summary>
    /// <param name="limit">1 to <see cref="MaxLimit"/>.</param>
    /// <param name="before">Where an earlier answer ended.</param>
    /// <param name="wanted">Only such images, so that an answer may hold fewer, or none, and not be the last.</param>
    public async Task<(IReadOnlyList<ImageStatus> Items, int? Next)> ReadAsync(int limit, int? before, Predicate<ImageStatus>? wanted = null)
    {
        var items = new List<ImageStatus>();
        var (looked, next) = (0, before);
        while (true)
        {
            var listed = await ListedAsync(wanted is null ? limit : MaxLimit, next);
            var statuses = await Task.WhenAll(listed.Select(each => grains.GetGrain<IImageGrain>(each.Cid).GetAsync()));
            for (var at = 0; at < listed.Count && items.Count < limit; at++)
            {
                next = listed[at].Position;
                looked++;
                if (statuses[at] is { } status && wanted?.Invoke(status) is not false)
                {
                    items.Add(status);
                }
            }

            if (listed.Count == 0 || next == 0)
            {
                return (items, null);
            }

            if (items.Count == limit || looked >= MaxLooked)
            {
                return (items, next);
            }
        }
    }

    /// <param name="status">An image.</param>
    /// <param name="models">SHA-256 of their files, lower-case hex.</param>
    /// <returns>Whether one of these voted on it, for this result or an earlier one.</returns>
    internal static bool HasVoteOf(ImageStatus status, IReadOnlySet<string> models) =>
        (status.EarlierResults ?? []).Append(status.Result).Any(result => result?.Votes.Any(vote => models.Contains(vote.ModelSha256)) is true);

    /// <returns>Whether an image that is not erased is not known to be kept by a pinning service.</returns>
    internal static bool LacksCopyAt(ImageStatus status, string service) =>
        status.Phase is not ImagePhase.Erased && (status.Copies ?? []).All(copy => copy.Service != service || copy.HeldSince is null);

    private async Task<IReadOnlyList<(string Cid, int Position)>> ListedAsync(int count, int? before)
    {
        var newest = await grains.GetGrain<ISiteGrain>(SiteNames.Default).NewestPageAsync();
        var end = Math.Min(before ?? int.MaxValue, (newest + 1) * SitePageKey.Capacity);
        var listed = new List<(string, int)>();
        for (var page = (end - 1) / SitePageKey.Capacity; page >= 0 && end > 0 && listed.Count < count; page--)
        {
            var first = page * SitePageKey.Capacity;
            var cids = await grains.GetGrain<ISitePageGrain>(SitePageKey.Of(SiteNames.Default, page)).ListAsync();
            for (var position = Math.Min(end, first + cids.Count) - 1; position >= first && listed.Count < count; position--)
            {
                listed.Add((cids[position - first], position));
            }

            end = first;
        }

        return listed;
    }
}
