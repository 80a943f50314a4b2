using PathoChain.Grains.Chain;
using PathoChain.Registry;
using static PathoChain.Grains.Tests.Chain.FollowerBench;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>Cursor and ranges.</summary>
public sealed class ChainFollowerTests
{
    private static readonly string CidOfOne = ToldImages.CidOf(One);

    [Fact]
    public async Task The_cursor_is_kept_by_number_and_hash_and_read_on_from()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        await bench.FollowAsync(bench.Follower());
        bench.State.Cursor.Should().Be(new BlockReference(9, bench.Chain.HashAt(9)));

        bench.Chain.Mine(One);
        bench.Chain.Mine();
        await bench.FollowAsync(bench.Follower());

        bench.ShouldHaveFollowed();
        bench.Chain.Ranges.Should().Equal((1, 9, true), (2, 11, true));
        bench.Images.Told.Should().Equal((CidOfOne, "seen", 10), (CidOfOne, "2 of 3", 10));
    }

    [Fact]
    public async Task A_chain_that_stands_still_is_not_read_again()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        await bench.FollowAsync(follower);

        bench.Chain.Ranges.Should().ContainSingle();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task An_event_that_a_lagging_node_leaves_out_is_found_at_the_next_head(int lag)
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        bench.Chain.Mine(One);
        bench.Chain.MineEmpty(lag - 1);
        bench.Chain.LogsLag = lag;
        await bench.FollowAsync(follower);
        bench.Images.Told.Should().BeEmpty("the node shows no events of its newest blocks");

        bench.Chain.LogsLag = 0;
        bench.Chain.MineEmpty(20);
        await bench.FollowAsync(follower);

        bench.Images.Told[0].Should().Be((CidOfOne, "seen", 10));
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task Blocks_that_are_read_again_cost_one_call_and_tell_no_image_anew()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        bench.Chain.Mine(One);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        var methods = new List<string>();
        bench.Chain.Meanwhile = methods.Add;

        bench.Chain.Mine();
        await bench.FollowAsync(follower);

        bench.Images.Told.Should().ContainSingle(told => told.What == "seen");
        methods.Should().NotContain("eth_getTransactionReceipt").And.ContainSingle(method => method == "eth_getLogs");
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task The_cursor_moves_on_only_after_the_images_were_told()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        await bench.FollowAsync(bench.Follower());
        bench.Chain.Mine(One);
        bench.Images.IsDown = true;

        await bench.Invoking(down => down.FollowAsync(down.Follower())).Should().ThrowAsync<TimeoutException>();

        bench.State.Cursor!.Number.Should().Be(9);
        bench.State.Watched.Should().ContainSingle().Which.Hash.Should().Be(bench.Chain.HashAt(10), "a crash now must not leave the image with a block that nobody watches");
        bench.Images.IsDown = false;
        await bench.FollowAsync(bench.Follower());
        bench.Images.Told[0].Should().Be((CidOfOne, "seen", 10));
        bench.ShouldHaveFollowed();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1)]
    public async Task A_range_that_the_node_refuses_is_halved_until_it_is_answered(int longest)
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(56);
        bench.Chain.Mine(One);
        bench.Chain.MineEmpty(43);
        bench.Chain.LongestRange = longest;

        await bench.FollowAsync(bench.Follower());

        bench.Chain.Ranges.Take(3).Should().Equal((1, 100, false), (1, 50, false), (1, 25, longest == 30));
        ShouldHaveReadOnce(bench.Chain, 1, 100);
        bench.Images.Told.Where(told => told.What == "seen").Should().Equal((CidOfOne, "seen", 57));
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_range_whose_events_are_too_large_is_halved()
    {
        await using var bench = new FollowerBench();
        for (var i = 0; i < 40; i++)
        {
            bench.Chain.Mine(DigestOf($"nobody's {i}"));
        }

        bench.Chain.Mine(One);

        await bench.FollowAsync(bench.Follower(new() { MaxResponseBytes = 4_096 }));

        bench.Chain.Ranges.Should().HaveCountGreaterThan(5);
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_block_whose_events_the_node_refuses_is_not_passed_over()
    {
        await using var bench = new FollowerBench();
        bench.Chain.Mine(One);
        bench.Chain.LongestRange = 0;

        await bench.Invoking(refused => refused.FollowAsync(refused.Follower())).Should().ThrowAsync<RpcErrorException>();

        bench.State.Cursor.Should().BeNull();
        bench.Images.Told.Should().BeEmpty();
    }

    [Fact]
    public async Task A_range_that_takes_too_long_is_halved_for_the_next_look()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(99);
        bench.Chain.Mine(One);
        bench.Chain.QuickRange = 60;
        var follower = bench.Follower(new() { Timeout = TimeSpan.FromSeconds(1) });

        await bench.Invoking(slow => slow.FollowAsync(follower)).Should().ThrowAsync<RpcTimeoutException>();
        bench.State.Cursor.Should().BeNull();
        await bench.FollowAsync(follower);

        ShouldHaveReadOnce(bench.Chain, 1, 100);
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task Events_of_another_contract_are_refused_and_nothing_is_lost()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        bench.Chain.Mine(One);
        bench.Chain.LogAddress = ScriptedChain.OtherContract;

        var refused = await bench.Invoking(wrong => wrong.FollowAsync(follower)).Should().ThrowAsync<RpcInvalidResponseException>();

        refused.WithMessage($"*is of contract {ScriptedChain.OtherContract}*");
        bench.State.Cursor!.Number.Should().Be(9);
        bench.Images.Told.Should().BeEmpty();
        bench.Chain.LogAddress = ScriptedChain.Contract;
        follower.Distrust();
        await bench.FollowAsync(follower);
        bench.ShouldHaveFollowed();
    }

    /// <summary>The ranges that were answered follow each other without a gap.</summary>
    private static void ShouldHaveReadOnce(ScriptedChain chain, int first, int last)
    {
        var read = chain.Ranges.Where(range => range.Given).SelectMany(range => Enumerable.Range((int)range.From, (int)(range.To - range.From + 1)));
        read.Should().Equal(Enumerable.Range(first, last - first + 1));
    }
}
