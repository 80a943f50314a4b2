using PathoChain.Grains.Chain;

namespace PathoChain.Grains.Tests.Chain;

public sealed class CheckpointsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2_000)]
    public void However_long_the_chain_few_are_kept_and_one_lies_not_far_before_any_depth(int step)
    {
        IReadOnlyList<BlockReference> checkpoints = [];
        for (var number = 0L; number < 200_000; number += step)
        {
            checkpoints = checkpoints.With(new BlockReference(number, $"hash of {number}"));
            checkpoints.Count.Should().BeLessThan(64);
        }

        var head = checkpoints[0].Number;
        for (var depth = 1; depth < 50_000; depth *= 2)
        {
            checkpoints.Should().Contain(
                block => head - block.Number >= depth && head - block.Number <= (4 * depth) + (2 * step), "reorgs of depth {0} are followed from near there", depth);
        }
    }

    [Fact]
    public void They_come_newest_first_and_what_lies_beyond_the_cursor_goes()
    {
        IReadOnlyList<BlockReference> checkpoints = [];
        for (var number = 0; number < 100; number++)
        {
            checkpoints = checkpoints.With(new BlockReference(number, "old"));
        }

        var rewound = checkpoints.With(new BlockReference(90, "new"));

        rewound[0].Should().Be(new BlockReference(90, "new"));
        rewound.Select(block => block.Number).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
    }
}
