using PathoChain.Grains.Chain;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>A real devnet that comes back as another chain.</summary>
public sealed class ReplacedChainTests : IAsyncLifetime
{
    private Devnet _devnet = null!;
    private DevnetAccount _wallet = null!;
    private string _registry = null!;

    public async Task InitializeAsync()
    {
        _devnet = await Devnet.StartAsync();
        _wallet = await DevnetAccount.OpenAsync(_devnet, 1);
        _registry = Deployment.Load(_devnet.DeploymentFile).Address.ToString();
    }

    public async Task DisposeAsync() => await _devnet.DisposeAsync();

    [Fact]
    public async Task Registrations_that_were_final_are_taken_back_on_every_page_of_the_list()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var first = await RegisterNewAsync(cluster, 1, nonce: 0);
        await FillPageAsync(cluster);
        var last = await RegisterNewAsync(cluster, 2, nonce: 1);
        await cluster.WaitForAsync(first, ImagePhase.Classified);
        await cluster.WaitForAsync(last, ImagePhase.Classified);
        var elsewhere = await cluster.CreateImageAsync(3);
        await cluster.Image(elsewhere).RegistrationSeenAsync(Registrations.At(1, of: 3) with { ChainId = 1 });
        await _devnet.MineAsync(100);
        await NothingIsWatchedAsync(cluster);

        await _devnet.RestartAsync();

        var reorged = await cluster.WaitForAsync(first, ImagePhase.Reorged);
        await cluster.WaitForAsync(last, ImagePhase.Reorged);
        (await cluster.Image(elsewhere).GetAsync())!.Phase.Should().Be(ImagePhase.Confirming, "its chain is another one");
        await _wallet.SendAsync(_registry, CallFor(reorged), nonce: 0);
        (await cluster.WaitForAsync(first, ImagePhase.Classified)).Result.Should().BeEquivalentTo(reorged.Result);
    }

    private static string CallFor(ImageStatus image) => ImageRegistryClient.RegisterCall(Hash32.Parse(image.Image.Digest));

    /// <summary>Has the next image come onto the list's second page.</summary>
    private static async Task FillPageAsync(GrainCluster cluster)
    {
        for (var line = 1; line < SitePageKey.Capacity; line++)
        {
            await cluster.Grain<ISiteGrain>(SiteNames.Default).AddAsync($"nobody's {line}");
        }
    }

    private static async Task NothingIsWatchedAsync(GrainCluster cluster)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await cluster.ReadAsync<WatcherState>(cluster.Grain<IRegistryWatcherGrain>("31337"), "watcher")).Watched is not [])
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task<string> RegisterNewAsync(GrainCluster cluster, int seed, int nonce)
    {
        var cid = await cluster.CreateImageAsync(seed);
        await _wallet.SendAsync(_registry, CallFor((await cluster.Image(cid).GetAsync())!), nonce);
        return cid;
    }
}
