using PathoChain.Grains.Chain;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>Reorganisations on a real devnet, which takes blocks back and mines others.</summary>
public sealed class ReorgTests : IAsyncLifetime
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

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_registration_that_a_reorg_takes_after_its_result_comes_back_with_that_result(int depth)
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 1);
        var (cid, call) = await CreateAsync(cluster, depth);
        await _devnet.MineAsync(30);
        var fork = await _devnet.SnapshotAsync();
        await _wallet.SendAsync(_registry, call, nonce: 0);
        await _devnet.MineAsync(depth);
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        await FollowedAsync(cluster);

        await _devnet.RevertAsync(fork);
        await _devnet.MineAsync(depth + 5);
        var reorged = await cluster.WaitForAsync(cid, ImagePhase.Reorged);
        reorged.Registration.Should().BeNull();
        reorged.Result.Should().BeEquivalentTo(classified.Result);

        await _wallet.SendAsync(_registry, call, nonce: 0);
        var again = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        again.Registration!.BlockHash.Should().NotBe(classified.Registration!.BlockHash);
        again.Result!.ClassifiedAt.Should().Be(classified.Result!.ClassifiedAt, "the result is kept and not computed again");
        again.History.Count(line => line.Event == ImageEvent.ClassificationStarted).Should().Be(1);
    }

    [Fact]
    public async Task A_block_in_which_two_accounts_register_an_image_is_watched_for_it()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 1);
        var other = await DevnetAccount.OpenAsync(_devnet, 2);
        var (cid, call) = await CreateAsync(cluster, 40);
        var fork = await _devnet.SnapshotAsync();
        await _devnet.SetAutomineAsync(false);
        await _wallet.SendAsync(_registry, call, nonce: 0);
        await other.SendAsync(_registry, call, nonce: 0);
        await _devnet.MineAsync();
        await cluster.WaitForAsync(cid, ImagePhase.Classified);
        await FollowedAsync(cluster);

        await _devnet.RevertAsync(fork);
        await _devnet.MineAsync(5);

        (await cluster.WaitForAsync(cid, ImagePhase.Reorged)).Registration.Should().BeNull();
    }

    [Fact]
    public async Task A_reorg_deeper_than_any_usual_one_is_followed_from_its_fork()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 200);
        var (kept, keptCall) = await CreateAsync(cluster, 31);
        var (lost, lostCall) = await CreateAsync(cluster, 32);
        await _wallet.SendAsync(_registry, keptCall, nonce: 0);
        await _devnet.MineAsync(3);
        await FollowedAsync(cluster);
        var fork = await _devnet.SnapshotAsync();
        await _wallet.SendAsync(_registry, lostCall, nonce: 1);
        for (var i = 0; i < 10; i++)
        {
            await _devnet.MineAsync(15);
            await FollowedAsync(cluster);
        }

        await cluster.WaitForAsync(lost, ImagePhase.Confirming);
        await _devnet.RevertAsync(fork);
        await _devnet.MineAsync(170);

        await cluster.WaitForAsync(lost, ImagePhase.Reorged);
        await FollowedAsync(cluster);
        var still = (await cluster.Image(kept).GetAsync())!;
        still.Phase.Should().Be(ImagePhase.Confirming);
        still.History.Should().NotContain(line => line.Event == ImageEvent.RegistrationLost);
        (await cluster.ReadAsync<WatcherState>(cluster.Grain<IRegistryWatcherGrain>("31337"), "watcher"))
            .Checkpoints.Count.Should().BeLessThan(64);
    }

    [Fact]
    public async Task A_transaction_that_a_reorg_took_and_another_replaced_is_said()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 3);
        var (cid, call) = await CreateAsync(cluster, 33);
        await _devnet.MineAsync(5);
        var fork = await _devnet.SnapshotAsync();
        var hash = await _wallet.SendAsync(_registry, call, nonce: 0);
        await cluster.WaitForAsync(cid, ImagePhase.Confirming);

        await _devnet.RevertAsync(fork);
        var other = await _wallet.SendAsync(_wallet.Address, "0x", nonce: 0);
        await _devnet.CallAsync("evm_mine");
        await _devnet.CallAsync("evm_mine");

        var replaced = await cluster.WaitForAsync(cid, ImagePhase.Replaced);
        replaced.Problem.Should().BeEquivalentTo(new { Kind = TransactionProblemKind.Cancelled, TransactionHash = hash, ReplacedBy = other });
        replaced.History.Select(line => line.Phase).Should().Contain(ImagePhase.Reorged);
    }

    [Fact]
    public async Task A_transaction_that_a_reorg_took_for_good_is_dropped_in_the_end()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 3, dropAfter: TimeSpan.FromSeconds(1));
        var (cid, call) = await CreateAsync(cluster, 34);
        await _devnet.MineAsync(5);
        var fork = await _devnet.SnapshotAsync();
        await _wallet.SendAsync(_registry, call, nonce: 0);
        await cluster.WaitForAsync(cid, ImagePhase.Confirming);

        await _devnet.RevertAsync(fork);
        await _devnet.MineAsync(2);

        await cluster.WaitForAsync(cid, ImagePhase.Dropped);
    }

    [Fact]
    public async Task A_chain_that_stays_shorter_than_it_was_is_believed_after_a_while()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 3);
        var (cid, call) = await CreateAsync(cluster, 35);
        await _devnet.MineAsync(5);
        var fork = await _devnet.SnapshotAsync();
        await _wallet.SendAsync(_registry, call, nonce: 0);
        await cluster.WaitForAsync(cid, ImagePhase.Confirming);

        await _devnet.RevertAsync(fork);

        await cluster.WaitForAsync(cid, ImagePhase.Reorged);
        await FollowedAsync(cluster);
    }

    [Fact]
    public async Task A_registration_is_called_safe_and_final_when_the_node_calls_its_block_so_and_is_no_longer_watched_then()
    {
        long safe = 0, final = 0;
        await using var node = LocalNode.Raw(async (request, token) =>
        {
            var tag = request.GetProperty("method").GetString() is "eth_getBlockByNumber" ? request.GetProperty("params")[0].GetString() : null;
            var block = tag switch { "safe" => Interlocked.Read(ref safe), "finalized" => Interlocked.Read(ref final), _ => -1 };
            return LocalNode.Http(block >= 0
                ? $$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"result":{"number":"0x{{{block:x}}}"}}"""
                : await _devnet.ForwardAsync(request, token));
        });
        await using var cluster = await GrainCluster.StartAsync(node.Url, _devnet.DeploymentFile, confirmations: 2);
        var (cid, call) = await CreateAsync(cluster, 36);
        await _wallet.SendAsync(_registry, call, nonce: 0);
        await _devnet.MineAsync(3);
        var registration = (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Registration!;
        registration.Finality.Should().Be(Finality.Unsafe);

        Interlocked.Exchange(ref safe, registration.BlockNumber);
        await UntilAsync(cluster, cid, status => status.Registration!.Finality is Finality.Safe);
        Interlocked.Exchange(ref final, registration.BlockNumber);
        await UntilAsync(cluster, cid, status => status.Registration!.Finality is Finality.Finalized);

        await FollowedAsync(cluster);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        (await cluster.ReadAsync<WatcherState>(watcher, "watcher")).Watched.Should().BeEmpty();
        await _devnet.MineAsync();
        await FollowedAsync(cluster);
        (await watcher.GetAsync()).Finalized.Should().Be(registration.BlockNumber);
        (await cluster.Image(cid).GetAsync())!.History.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_crash_between_telling_an_image_and_moving_on_leaves_no_image_with_a_block_that_is_gone()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, confirmations: 3);
        await _devnet.MineAsync(5);
        await FollowedAsync(cluster);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        var before = await cluster.ReadAsync<WatcherState>(watcher, "watcher");
        var (cid, call) = await CreateAsync(cluster, 37);
        var fork = await _devnet.SnapshotAsync();
        await _wallet.SendAsync(_registry, call, nonce: 0);
        await cluster.WaitForAsync(cid, ImagePhase.Confirming);

        // As it is stored when the image is told: with the block, but not yet past it.
        await _devnet.RevertAsync(fork);
        await cluster.OverwriteAsync<WatcherState>(watcher, "watcher", state => state with { Cursor = before.Cursor, Checkpoints = before.Checkpoints });
        await cluster.KillAndRestartAsync();

        await cluster.WaitForAsync(cid, ImagePhase.Reorged);
    }

    private static async Task UntilAsync(GrainCluster cluster, string cid, Func<ImageStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition((await cluster.Image(cid).GetAsync())!))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<(string Cid, string Call)> CreateAsync(GrainCluster cluster, int seed)
    {
        var cid = await cluster.CreateImageAsync(seed);
        return (cid, ImageRegistryClient.RegisterCall(Hash32.Parse((await cluster.Image(cid).GetAsync())!.Image.Digest)));
    }

    /// <summary>Waits until the chain as it is now is followed to its head.</summary>
    private static async Task FollowedAsync(GrainCluster cluster)
    {
        var now = DateTimeOffset.UtcNow;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await cluster.Grain<IRegistryWatcherGrain>("31337").GetAsync() is var status && (status.FollowedAt is not { } at || at < now))
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
