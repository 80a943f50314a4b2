namespace PathoChain.Registry.Tests;

public sealed class LogRangeTests
{
    private static readonly RpcErrorException Refused = new(-32005, "limit exceeded");

    [Fact]
    public void A_range_is_halved_down_to_one_block_and_grows_again()
    {
        var range = new LogRange();
        range.End(11, 10_000).Should().Be(2_010);
        range.Start(11, 10_000).Should().Be(8_001);
        range.Halve(Refused, 11, 20).Should().BeTrue();
        range.End(11, 10_000).Should().Be(15);
        range.Start(11, 10_000).Should().Be(9_996);
        range.Halve(Refused, 11, 12).Should().BeTrue();
        range.End(11, 10_000).Should().Be(11);
        range.Halve(Refused, 11, 11).Should().BeFalse();
        for (var i = 0; i < 100; i++)
        {
            range.Grow();
        }

        range.End(11, 10_000).Should().Be(2_010);
        range.End(11, 12).Should().Be(12);
        range.Start(11, 12).Should().Be(11);
    }

    [Fact]
    public void Only_a_failure_that_fewer_blocks_may_mend_halves_and_a_slow_node_is_not_asked_again_at_once()
    {
        var range = new LogRange();
        range.Halve(new RpcUnreachableException("down"), 1, 100).Should().BeFalse();
        range.End(1, 10_000).Should().Be(2_000);
        range.Halve(new RpcTimeoutException("slow"), 1, 100).Should().BeFalse();
        range.End(1, 10_000).Should().Be(50);
        range.Halve(new RpcResponseTooLargeException("large"), 1, 50).Should().BeTrue();
        range.End(1, 10_000).Should().Be(25);
    }
}
