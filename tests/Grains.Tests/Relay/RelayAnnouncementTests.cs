using Microsoft.Extensions.Logging;
using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>Telling an image which transaction carries its registration.</summary>
public sealed class RelayAnnouncementTests
{
    [Fact]
    public async Task An_image_that_cannot_hear_of_its_transaction_hears_of_it_later_and_holds_up_nobody()
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.Devnet.SetAutomineAsync(false);
        var cid = await bench.Cluster.CreateImageAsync(1);
        await bench.Cluster.OverwriteAsync<ImageState>(bench.Cluster.Image(cid), "image", state => state); // its grain's next write fails
        using var lines = new LogLines();
        bench.Cluster.Service<ILoggerFactory>().AddProvider(lines);

        RelayCall[] calls = [bench.AnchorOf(0) with { Cid = cid }, bench.AnchorOf(1)];
        foreach (var call in calls)
        {
            await bench.Relay.SubmitAsync(call);
        }

        var sent = await bench.UntilAsync(calls[0], call => call.TransactionHash is not null);
        (await bench.Cluster.WaitForAsync(cid, ImagePhase.Submitted)).TransactionHash.Should().Be(sent.TransactionHash);
        await bench.MineUntilFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
        lines.Written.Should().NotContain(line => line.Contains("stands still", StringComparison.Ordinal));
    }
}
