using PathoChain.Grains.Chain;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>A watcher whose chain is not the configured one any more.</summary>
public sealed class ChangedChainTests
{
    [Fact]
    public async Task It_tells_no_image_what_the_configured_chain_shows_and_is_reminded_no_more()
    {
        await using var devnet = await Devnet.StartAsync();
        await using var cluster = await GrainCluster.StartAsync(devnet);
        var cid = await cluster.CreateImageAsync(1);
        var wallet = await DevnetAccount.OpenAsync(devnet, 1);
        var digest = Hash32.Parse((await cluster.Image(cid).GetAsync())!.Image.Digest);
        await wallet.SendAsync(Deployment.Load(devnet.DeploymentFile).Address.ToString(), ImageRegistryClient.RegisterCall(digest), nonce: 0);
        await cluster.WaitForAsync(cid, ImagePhase.Classified);
        var former = cluster.Grain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(1));
        var stored = new WatcherState { Genesis = Registrations.Hash("genesis of chain 1"), Cursor = new(20_000_000, Registrations.Hash("its head")) };
        await cluster.OverwriteAsync<WatcherState>(former, "watcher", _ => stored);

        await former.StartAsync();
        await former.AsReference<IRemindable>().ReceiveReminder("watch", default);
        await Task.Delay(TimeSpan.FromSeconds(2));

        (await cluster.Image(cid).GetAsync())!.History.Should().NotContain(line => line.Event == ImageEvent.RegistrationLost);
        (await cluster.ReadAsync<WatcherState>(former, "watcher")).Cursor.Should().Be(stored.Cursor);
        (await cluster.RemindersOfAsync(former)).Should().BeEmpty();
    }
}
