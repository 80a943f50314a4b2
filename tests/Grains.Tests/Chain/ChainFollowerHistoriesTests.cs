using PathoChain.Registry;
using static PathoChain.Grains.Tests.Chain.FollowerBench;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>
/// Following through random histories: blocks are taken back and mined and the chain begins anew while it reads, the node refuses ranges, answers wrongly and has no events of its newest blocks, images cannot be told,
/// and crashes leave the state that was stored last.
/// </summary>
public sealed class ChainFollowerHistoriesTests
{
    private const int Histories = 40;
    private const int Looks = 25;

    [Fact]
    public async Task Whatever_happens_each_image_goes_by_the_blocks_of_the_chain_in_the_end()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            await FollowHistoryAsync(seed);
        }
    }

    private static async Task FollowHistoryAsync(int seed)
    {
        var random = new Random(seed);
        await using var bench = new FollowerBench { Patience = TimeSpan.Zero };
        var follower = bench.Follower();
        bench.Chain.LongestRange = random.Next(1, 8);
        bench.Chain.MineEmpty(random.Next(20));
        bench.Chain.Meanwhile = _ =>
        {
            if (random.Next(15) == 0)
            {
                Disturb(bench.Chain, random);
            }
        };
        for (var look = 0; look < Looks; look++)
        {
            Disturb(bench.Chain, random);
            bench.Images.IsDown = random.Next(8) == 0;
            bench.Chain.LogsLag = random.Next(3) == 0 ? random.Next(9) : 0;
            bench.Chain.LogAddress = random.Next(8) == 0 ? ScriptedChain.OtherContract : ScriptedChain.Contract;
            await bench.TryFollowAsync(follower);
            follower = random.Next(4) == 0 ? bench.Follower() : follower;
        }

        bench.Chain.Meanwhile = _ => { };
        (bench.Images.IsDown, bench.Chain.LogAddress, bench.Chain.LogsLag) = (false, ScriptedChain.Contract, 0);
        bench.Chain.Mine();
        await bench.TryFollowAsync(follower);
        await bench.FollowAsync(follower);

        bench.ShouldHaveFollowed($"seed {seed}");
    }

    /// <summary>Mines some blocks, sometimes in place of others or of all.</summary>
    private static void Disturb(ScriptedChain chain, Random random)
    {
        if (random.Next(20) == 0)
        {
            chain.BeginAnew();
        }

        var gone = random.Next(3) == 0 ? (int)Math.Min(random.Next(1, 12), chain.Head) : 0;
        chain.TakeBack(gone);
        for (var blocks = gone + (random.Next(50) == 0 ? ChainDepth.UsuallyFinal : random.Next(4)); blocks > 0; blocks--)
        {
            chain.Mine([.. random.GetItems([One, Other, Third], random.Next(3)).Distinct()]);
        }
    }
}
