using PathoChain.Registry;
using static PathoChain.Grains.Tests.Chain.FollowerBench;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>A chain that is not the one that was read any more, or ceases to be while it is read.</summary>
public sealed class ChainFollowerReorgTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(63)]
    public async Task At_another_hash_following_goes_back_to_before_it_and_takes_back_what_is_gone(int depth)
    {
        await using var bench = new FollowerBench();
        var follower = bench.Follower();
        for (var block = 1; block <= 100; block++)
        {
            bench.Chain.Mine(block == 100 - depth ? [One] : block == 101 - depth ? [Other] : []);
            await bench.FollowAsync(follower);
        }

        var read = bench.Chain.Ranges.Count;
        bench.Images.Told.Clear();

        bench.Chain.TakeBack(depth);
        bench.Chain.Mine(Third);
        bench.Chain.MineEmpty(depth - 1);
        await bench.FollowAsync(follower);

        bench.ShouldHaveFollowed();
        bench.Chain.Ranges.Skip(read).First().From.Should().BeInRange(Math.Max(1, 100 - (4 * depth) - 8), 101 - depth, "no block of the new branch may be missed, nor all be read again");
        bench.Images.Told.Where(told => told.What == "lost").Should().Equal((ToldImages.CidOf(Other), "lost", 101 - depth));
    }

    [Fact]
    public async Task A_chain_that_began_anew_is_read_from_its_beginning()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        bench.Chain.Mine(One);
        await bench.FollowAsync(bench.Follower());

        bench.Chain.BeginAnew();
        bench.Chain.Mine(Other);
        bench.Chain.MineEmpty(20);
        await bench.FollowAsync(bench.Follower());

        bench.State.ResetAt.Should().Be(bench.Clock.GetUtcNow());
        bench.State.Genesis.Should().Be(bench.Chain.HashAt(0));
        bench.Chain.Ranges.Last().Should().Be((1, 22, true));
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_chain_that_began_anew_takes_back_what_was_final_too()
    {
        await using var bench = new FollowerBench();
        bench.Chain.Mine(One);
        bench.Chain.MineEmpty(100);
        await bench.FollowAsync(bench.Follower());
        bench.State.Watched.Should().BeEmpty("the block is deeper than any reorganisation");

        bench.Chain.BeginAnew();
        bench.Chain.Mine(Other);
        await bench.FollowAsync(bench.Follower());

        bench.Images.BlocksOf(One).Should().BeEmpty();
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task What_was_told_of_a_chain_that_began_anew_goes_on_after_a_crash_before_anything_is_read()
    {
        await using var bench = new FollowerBench();
        bench.Chain.Mine(One, Other, Third);
        bench.Chain.MineEmpty(100);
        await bench.FollowAsync(bench.Follower());
        bench.Chain.BeginAnew();
        bench.Chain.Mine(Third);
        bench.Images.Told.Clear();

        bench.Images.IsDown = true;
        (await bench.TryFollowAsync(bench.Follower())).Should().BeFalse();
        bench.State.UntoldPage.Should().Be(0, "the chain is known by now, so nothing else says that images are to be told");
        bench.Images.IsDown = false;
        await bench.FollowAsync(bench.Follower(), isCrash: stored => stored.UntoldPage is 1);
        await bench.FollowAsync(bench.Follower());

        bench.Images.Told.Take(4).Should().Equal(
            (ToldImages.CidOf(One), "replaced", 0), (ToldImages.CidOf(Other), "replaced", 1), (ToldImages.CidOf(Third), "replaced", 2), (ToldImages.CidOf(Third), "seen", 2));
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_chain_whose_registry_is_another_one_now_is_read_from_its_beginning()
    {
        await using var bench = new FollowerBench();
        bench.Chain.Mine(One);
        bench.Chain.MineEmpty(100);
        await bench.FollowAsync(bench.Follower());
        bench.State.Contract.Should().Be(ScriptedChain.Contract);
        bench.Store(bench.State with { Contract = ScriptedChain.OtherContract });
        bench.Images.Told.Clear();

        await bench.FollowAsync(bench.Follower());

        bench.Images.Told.Select(told => told.What).Should().StartWith(["replaced", "replaced", "replaced", "seen"]);
        bench.Chain.Ranges.Last().Should().Be((1, 101, true));
        bench.State.Contract.Should().Be(ScriptedChain.Contract);
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_state_that_does_not_say_its_contract_is_of_the_present_one()
    {
        await using var bench = new FollowerBench();
        bench.Chain.Mine(One);
        await bench.FollowAsync(bench.Follower());
        bench.Store(bench.State with { Contract = null });
        bench.Images.Told.Clear();

        await bench.FollowAsync(bench.Follower());

        bench.Images.Told.Should().BeEmpty();
        bench.State.Contract.Should().Be(ScriptedChain.Contract);
    }

    [Fact]
    public async Task A_shorter_chain_is_waited_for_before_it_is_believed()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(9);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        bench.Chain.Mine(One);
        await bench.FollowAsync(follower);
        bench.Images.Told.Clear();

        bench.Chain.TakeBack(1);
        await bench.Invoking(shorter => shorter.FollowAsync(follower)).Should().ThrowAsync<NodeBehindException>();
        bench.Clock.Advance(bench.Patience - TimeSpan.FromSeconds(1));
        await bench.Invoking(shorter => shorter.FollowAsync(follower)).Should().ThrowAsync<NodeBehindException>();
        bench.Images.Told.Should().BeEmpty();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.FollowAsync(follower);

        bench.Images.Told.Should().Equal((ToldImages.CidOf(One), "lost", 10));
        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_reorganisation_between_two_ranges_leaves_no_block_unread()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(10);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        bench.Chain.MineEmpty(50);
        bench.Chain.LongestRange = 8;
        bench.Chain.Once(_ => bench.Chain.Ranges.Last() is (11, _, true), () =>
        {
            bench.Chain.TakeBack(55);
            bench.Chain.Mine(One);
            bench.Chain.MineEmpty(60);
        });

        while (bench.State.Cursor!.Number < bench.Chain.Head)
        {
            await bench.TryFollowAsync(follower);
        }

        bench.ShouldHaveFollowed();
    }

    [Fact]
    public async Task A_reorganisation_after_a_step_back_leaves_no_image_with_a_block_that_is_gone()
    {
        await using var bench = new FollowerBench();
        bench.Chain.MineEmpty(20);
        var follower = bench.Follower();
        await bench.FollowAsync(follower);
        bench.Chain.MineEmpty(2);
        bench.Chain.Mine(One);
        bench.Chain.MineEmpty(7);
        await bench.FollowAsync(follower);

        // First a step back to block 20 that leaves the image's block, and while reading on from there one that takes it.
        bench.Chain.TakeBack(3);
        bench.Chain.MineEmpty(13);
        bench.Chain.LongestRange = 8;
        bench.Chain.Once(method => method is "eth_getLogs", () =>
        {
            bench.Chain.TakeBack(18);
            bench.Chain.MineEmpty(20);
        });

        while (bench.State.Cursor!.Number < bench.Chain.Head)
        {
            await bench.TryFollowAsync(follower);
        }

        bench.Images.BlocksOf(One).Should().BeEmpty();
        bench.ShouldHaveFollowed();
    }
}
