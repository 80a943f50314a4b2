using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>The blocks with events of our images, from their first sight until they are final.</summary>
internal static class WatchList
{
    /// <summary>What the images of a block are to be told of its depth.</summary>
    public static (int Confirmations, Finality Finality) LevelOf(long block, ChainDepth depth, int required) =>
    (
        (int)Math.Min(depth.ConfirmationsOf(block), required),
        block <= depth.Finalized ? Finality.Finalized : block <= depth.Safe ? Finality.Safe : Finality.Unsafe);

    /// <summary>
    /// With images that are about to be told of an event: stored before that, so that a crash between the two leaves none that goes by a block which
    /// nobody watches.
    /// </summary>
    public static IReadOnlyList<WatchedBlock> With(this IReadOnlyList<WatchedBlock> watched, IEnumerable<(string Cid, Registration Registration)> seen) =>
    [
        .. seen
            .Select(image => new WatchedBlock(image.Registration.BlockNumber, image.Registration.BlockHash, [image.Cid], -1, Finality.Unsafe))
            .Concat(watched)
            .GroupBy(block => (block.Number, block.Hash))
            .Select(same => same.First() with { Cids = [.. same.SelectMany(block => block.Cids).Distinct()] })
            .OrderBy(block => block.Number),
    ];

    /// <summary>Without images that go by another event.</summary>
    public static IReadOnlyList<WatchedBlock> Without(this IReadOnlyList<WatchedBlock> watched, IReadOnlySet<(string Cid, string BlockHash)> others) =>
    [
        .. watched
            .Select(block => block with { Cids = [.. block.Cids.Where(cid => !others.Contains((cid, block.Hash)))] })
            .Where(block => block.Cids.Count > 0),
    ];

    /// <summary>The state with what an earlier version stored in its own way.</summary>
    public static WatcherState Upgraded(this WatcherState state) => state.Unconfirmed is []
        ? state
        : state with { Unconfirmed = [], Watched = state.Watched.With(state.Unconfirmed.Select(waiting => (waiting.Cid, waiting.Registration))) };
}
