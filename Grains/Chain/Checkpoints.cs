using System.Numerics;

namespace PathoChain.Grains.Chain;

/// <summary>
/// Blocks that were read, one for each doubling of the distance from the cursor, newest first: however deep a reorganisation, one before it is at most
/// a few times as far back, and no chain needs more than 64.
/// </summary>
internal static class Checkpoints
{
    /// <summary>The list after the cursor moved on to <paramref name="cursor"/>.</summary>
    public static IReadOnlyList<BlockReference> With(this IReadOnlyList<BlockReference> checkpoints, BlockReference cursor) =>
    [
        cursor,

        // The oldest of each distance stays: it is the next to reach the distance beyond.
        .. checkpoints
            .Where(block => block.Number < cursor.Number)
            .GroupBy(block => BitOperations.Log2((ulong)(cursor.Number - block.Number)))
            .Select(distance => distance.MinBy(block => block.Number)!)
            .OrderByDescending(block => block.Number),
    ];
}
