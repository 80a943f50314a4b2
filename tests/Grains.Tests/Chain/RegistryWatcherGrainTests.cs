using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PathoChain.Grains.Chain;
using PathoChain.Grains.Images;
using PathoChain.Registry;
using PathoChain.Silo.Health;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>On a real devnet of each test's own, since they take blocks back.</summary>
public sealed class RegistryWatcherGrainTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private Devnet _devnet = null!;

    private JsonRpcClient Rpc => new(_http, _devnet.Url);

    private ImageRegistryClient Registry => new(Rpc, Deployment.Load(_devnet.DeploymentFile));

    public async Task InitializeAsync() => _devnet = await Devnet.StartAsync();

    public async Task DisposeAsync()
    {
        await _devnet.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Events_are_found_past_thousands_of_blocks_and_whoever_sent_them()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var cid = await cluster.CreateImageAsync(1);
        await _devnet.MineAsync(4_500);

        var receipt = await RegisterAsync(cluster, cid, account: 3);

        var seen = (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Registration!;
        seen.TransactionHash.Should().Be(receipt.TransactionHash.ToString());
        seen.BlockNumber.Should().Be(receipt.BlockNumber).And.BeGreaterThan(4_500);
        seen.BlockHash.Should().Be(receipt.BlockHash.ToString());
        seen.GasUsed.Should().Be(receipt.GasUsed);
        seen.Registrant.Should().Be((await UnlockedAccount.OpenAsync(Rpc, 3)).Address.ToString());
    }

    [Fact]
    public async Task A_digest_that_is_nobodys_is_passed_over()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var wallet = await UnlockedAccount.OpenAsync(Rpc, 0);
        await wallet.RegisterAsync(Registry, Keccak256.Hash("of another system"u8));

        var cid = await cluster.CreateImageAsync(2);
        await RegisterAsync(cluster, cid);

        await cluster.WaitForAsync(cid, ImagePhase.Classified);
    }

    [Fact]
    public async Task A_registration_in_a_block_that_is_taken_back_is_taken_back_and_can_come_again()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 3);
        var cid = await cluster.CreateImageAsync(3);
        await _devnet.MineAsync(5);
        var fork = await _devnet.SnapshotAsync();
        await RegisterAsync(cluster, cid);
        await cluster.WaitForAsync(cid, ImagePhase.Confirming);

        await _devnet.RevertAsync(fork);
        await _devnet.MineAsync(2);
        await cluster.WaitForAsync(cid, ImagePhase.Reorged);

        var receipt = await RegisterAsync(cluster, cid, account: 1);
        await _devnet.MineAsync(2);
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        classified.Registration!.TransactionHash.Should().Be(receipt.TransactionHash.ToString());
        classified.Registration.Confirmations.Should().Be(3);
    }

    [Fact]
    public async Task Following_goes_on_from_the_stored_cursor_after_a_crash()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var first = await cluster.CreateImageAsync(4);
        var second = await cluster.CreateImageAsync(5);
        await RegisterAsync(cluster, first);
        await cluster.WaitForAsync(first, ImagePhase.Classified);

        await RegisterAsync(cluster, second);
        await cluster.KillAndRestartAsync();

        await cluster.WaitForAsync(second, ImagePhase.Classified);
        var watcher = await cluster.Grain<IRegistryWatcherGrain>("31337").GetAsync();
        watcher.Problem.Should().BeNull();
        watcher.ResetAt.Should().BeNull();
    }

    [Fact]
    public async Task Following_goes_on_after_another_process_overtook_the_cursor()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        await FollowedAsync(watcher);
        await cluster.OverwriteAsync<WatcherState>(watcher, "watcher", state => state);

        await _devnet.MineAsync(1);

        await FollowedAsync(watcher);
    }

    [Fact]
    public async Task Following_goes_on_after_another_process_overtook_an_image()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var cid = await cluster.CreateImageAsync(6);
        await cluster.OverwriteAsync<ImageState>(cluster.Image(cid), "image", state => state);

        await RegisterAsync(cluster, cid);

        await cluster.WaitForAsync(cid, ImagePhase.Classified);
    }

    [Fact]
    public async Task A_chain_that_was_not_followed_for_long_is_said_though_nothing_is_known_to_be_wrong()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        await FollowedAsync(watcher);

        (await HealthAsync(cluster, DateTimeOffset.UtcNow)).Status.Should().Be(HealthStatus.Healthy);
        var later = await HealthAsync(cluster, DateTimeOffset.UtcNow.AddMinutes(5));

        later.Status.Should().Be(HealthStatus.Degraded);
        later.Description.Should().StartWith("Behind the chain, or following it no more.").And.Contain("the last time to the head at");
    }

    [Fact]
    public async Task A_node_that_never_answers_holds_nobody_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var node = new Uri($"http://{silent.LocalEndpoint}");
        await using var cluster = await GrainCluster.StartAsync(node, _devnet.DeploymentFile);
        using var asked = await silent.AcceptTcpClientAsync();

        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");

        await watcher.StartAsync().WaitAsync(TimeSpan.FromSeconds(5));
        (await watcher.GetAsync()).Cursor.Should().Be(-1);
    }

    [Fact]
    public async Task A_node_that_sends_us_on_to_another_is_not_followed()
    {
        using var node = new HttpListener { Prefixes = { $"http://127.0.0.1:{FreePort.Next()}/" } };
        node.Start();
        var redirecting = RedirectAsync(node);
        await using var cluster = await GrainCluster.StartAsync(new Uri(node.Prefixes.Single()), _devnet.DeploymentFile);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? problem;
        while ((problem = (await watcher.GetAsync()).Problem) is null)
        {
            await Task.Delay(50, limit.Token);
        }

        problem.Should().Contain("HTTP 307");
        node.Close();
        await redirecting;
    }

    private async Task RedirectAsync(HttpListener node)
    {
        try
        {
            while (true)
            {
                using var response = (await node.GetContextAsync()).Response;
                response.Redirect(_devnet.Url.ToString());
                response.StatusCode = (int)HttpStatusCode.TemporaryRedirect;
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Waits until the chain is followed to its head.</summary>
    private async Task FollowedAsync(IRegistryWatcherGrain watcher)
    {
        var head = await Registry.HeadAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await watcher.GetAsync() is not { Problem: null, FollowedAt: not null, Cursor: var cursor } || cursor < head)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>What the health check says at a time.</summary>
    private static Task<HealthCheckResult> HealthAsync(GrainCluster cluster, DateTimeOffset now) => new ChainHealthCheck(
        cluster.Service<IGrainFactory>(), cluster.Service<Deployment>(), cluster.Service<IOptions<ChainOptions>>(), new FakeTimeProvider(now))
        .CheckHealthAsync(new HealthCheckContext());

    private async Task<Receipt> RegisterAsync(GrainCluster cluster, string cid, int account = 0)
    {
        var image = (await cluster.Image(cid).GetAsync())!.Image;
        var wallet = await UnlockedAccount.OpenAsync(Rpc, account);
        return await wallet.RegisterAsync(Registry, Hash32.Parse(image.Digest));
    }
}
