using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Images;

/// <summary>Whatever a wallet does, on a real devnet that mines only when told to.</summary>
public sealed class FollowedTransactionTests : IAsyncLifetime
{
    private Devnet _devnet = null!;
    private DevnetAccount _wallet = null!;
    private string _registry = null!;

    public async Task InitializeAsync()
    {
        _devnet = await Devnet.StartAsync();
        _wallet = await DevnetAccount.OpenAsync(_devnet, 1);
        _registry = Deployment.Load(_devnet.DeploymentFile).Address.ToString();
        await _devnet.SetAutomineAsync(false);
    }

    public async Task DisposeAsync() => await _devnet.DisposeAsync();

    [Fact]
    public async Task A_transaction_that_was_sped_up_registers_all_the_same()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, call) = await CreateAsync(cluster, 1);
        var announced = await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 0));
        var faster = await _wallet.SendAsync(_registry, call, nonce: 0, gwei: 20);

        await _devnet.MineAsync();

        var end = await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed);
        end.Phase.Should().Be(ImagePhase.Classified);
        end.TransactionHash.Should().Be(faster).And.NotBe(announced);
        end.Problem.Should().BeNull();
        Phases(end).Should().NotContain(ImagePhase.Replaced, "the event is read before a replacement is believed");
    }

    [Fact]
    public async Task A_cancelled_transaction_is_said_and_another_attempt_succeeds()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, call) = await CreateAsync(cluster, 2);
        var announced = await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 0));
        await SeenAsync(cluster, cid);
        var cancelling = await _wallet.SendAsync(_wallet.Address, "0x", nonce: 0, gwei: 20);
        await _devnet.MineAsync();

        var replaced = await cluster.WaitForAsync(cid, ImagePhase.Replaced);
        replaced.Problem.Should().BeEquivalentTo(new { Kind = TransactionProblemKind.Cancelled, TransactionHash = announced, ReplacedBy = cancelling });

        await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 1));
        await _devnet.MineAsync();
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Problem.Should().BeNull();
    }

    [Fact]
    public async Task A_replaced_transaction_is_said_with_what_replaced_it()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, call) = await CreateAsync(cluster, 3);
        await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 0));
        await SeenAsync(cluster, cid);
        var other = await _wallet.SendAsync(_registry, ImageRegistryClient.RegisterCall(Keccak256.Hash("another image"u8)), nonce: 0, gwei: 20);
        await _devnet.MineAsync();

        var replaced = await cluster.WaitForAsync(cid, ImagePhase.Replaced);

        replaced.Problem.Should().BeEquivalentTo(new { Kind = TransactionProblemKind.Replaced, ReplacedBy = other });
    }

    [Fact]
    public async Task A_dropped_transaction_is_said_and_registers_if_it_comes_back()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, dropAfter: TimeSpan.FromSeconds(1));
        var (cid, call) = await CreateAsync(cluster, 4);
        var hash = await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 0));
        await SeenAsync(cluster, cid);
        await _devnet.CallAsync("hardhat_dropTransaction", hash);

        var dropped = await cluster.WaitForAsync(cid, ImagePhase.Dropped);
        dropped.Problem.Should().BeEquivalentTo(new { Kind = TransactionProblemKind.Dropped, TransactionHash = hash, ReplacedBy = (string?)null });

        await _wallet.SendAsync(_registry, call, nonce: 0);
        await _devnet.MineAsync();
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Problem.Should().BeNull();
    }

    [Fact]
    public async Task A_transaction_that_never_was_is_dropped_and_one_from_another_tab_still_registers()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet, dropAfter: TimeSpan.FromSeconds(1));
        var (cid, call) = await CreateAsync(cluster, 5);
        await AnnounceAsync(cluster, cid, Registrations.Hash("made up"));
        await cluster.WaitForAsync(cid, ImagePhase.Dropped);

        var sent = await _wallet.SendAsync(_registry, call, nonce: 0);
        await _devnet.MineAsync();

        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).TransactionHash.Should().Be(sent);
    }

    [Fact]
    public async Task A_refused_transaction_is_said_with_the_contracts_reason()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, _) = await CreateAsync(cluster, 6);
        var digest = Hash32.Parse((await cluster.Image(cid).GetAsync())!.Image.Digest);
        var late = $"0x{Convert.ToHexStringLower(ImageRegistryAbi.RegisterFor(Address.Parse(_wallet.Address), digest, deadline: 1, new byte[65]))}";
        await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, late, nonce: 0));
        await _devnet.MineAsync();

        var reverted = await cluster.WaitForAsync(cid, ImagePhase.Reverted);

        reverted.Problem!.Kind.Should().Be(TransactionProblemKind.Reverted);
        reverted.Problem.Reason.Should().Contain("deadline");
    }

    [Fact]
    public async Task A_transaction_to_somewhere_else_is_said_once_it_is_mined()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, call) = await CreateAsync(cluster, 7);
        await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_wallet.Address, call, nonce: 0));
        await SeenAsync(cluster, cid);
        (await cluster.Image(cid).GetAsync())!.Phase.Should().Be(ImagePhase.Submitted, "a contract there could call the registry");
        await _devnet.MineAsync();

        (await cluster.WaitForAsync(cid, ImagePhase.Misdirected)).Problem!.Kind.Should().Be(TransactionProblemKind.WrongRegistry);
    }

    [Fact]
    public async Task A_transaction_that_registers_through_another_contract_is_not_taken_for_misdirected()
    {
        const string wallet = "0x00000000000000000000000000000000000c0de5";

        // Passes its call data on to the registry: calldatacopy(0, 0, size); call(gas, registry, 0, 0, size, 0, 0).
        await _devnet.CallAsync("hardhat_setCode", wallet, $"0x36600060003760006000366000600073{_registry[2..]}5af100");
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, call) = await CreateAsync(cluster, 9);
        var hash = await AnnounceAsync(cluster, cid, await _wallet.SendAsync(wallet, call, nonce: 0));
        await SeenAsync(cluster, cid);
        await _devnet.MineAsync();

        var end = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        end.TransactionHash.Should().Be(hash);
        end.Registration!.Registrant.Should().BeEquivalentTo(wallet);
        end.Registration.Sender.Should().BeEquivalentTo(_wallet.Address);
        Phases(end).Should().NotContain(ImagePhase.Misdirected);
    }

    [Fact]
    public async Task A_node_that_hangs_while_a_transaction_is_followed_holds_no_call_up()
    {
        var hangs = false;
        await using var node = LocalNode.Raw(async (request, token) =>
        {
            if (Volatile.Read(ref hangs))
            {
                await Task.Delay(Timeout.Infinite, token);
            }

            return LocalNode.Http(await _devnet.ForwardAsync(request, token));
        });
        await using var cluster = await GrainCluster.StartAsync(node.Url, _devnet.DeploymentFile);
        var (cid, call) = await CreateAsync(cluster, 10);
        await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 0));
        await SeenAsync(cluster, cid);
        Volatile.Write(ref hangs, true);
        await Task.Delay(TimeSpan.FromSeconds(1));

        var second = Registrations.Hash("another attempt");
        var status = await cluster.Image(cid).SubmittedAsync(second).WaitAsync(TimeSpan.FromSeconds(2));

        status!.TransactionHash.Should().Be(second);
        (await cluster.Grain<IRegistryWatcherGrain>("31337").GetAsync().WaitAsync(TimeSpan.FromSeconds(2))).ChainId.Should().Be(31337);
    }

    [Fact]
    public async Task Following_goes_on_after_a_crash()
    {
        await using var cluster = await GrainCluster.StartAsync(_devnet);
        var (cid, call) = await CreateAsync(cluster, 8);
        await AnnounceAsync(cluster, cid, await _wallet.SendAsync(_registry, call, nonce: 0));
        await SeenAsync(cluster, cid);
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().ContainSingle("only a reminder wakes an image that nobody asks for");

        await cluster.KillAndRestartAsync();
        await _wallet.SendAsync(_wallet.Address, "0x", nonce: 0, gwei: 20);
        await _devnet.MineAsync();

        (await cluster.WaitForAsync(cid, ImagePhase.Replaced)).Problem!.Kind.Should().Be(TransactionProblemKind.Cancelled, "its nonce was stored");
    }

    private static IEnumerable<ImagePhase> Phases(ImageStatus status) => status.History.Select(line => line.Phase);

    private static async Task<(string Cid, string Call)> CreateAsync(GrainCluster cluster, int seed)
    {
        var cid = await cluster.CreateImageAsync(seed);
        return (cid, ImageRegistryClient.RegisterCall(Hash32.Parse((await cluster.Image(cid).GetAsync())!.Image.Digest)));
    }

    private static async Task<string> AnnounceAsync(GrainCluster cluster, string cid, string hash)
    {
        (await cluster.Image(cid).SubmittedAsync(hash))!.Phase.Should().Be(ImagePhase.Submitted);
        return hash;
    }

    /// <summary>Gives the image the time of a few looks, so that it knows its transaction's sender and nonce.</summary>
    private static async Task SeenAsync(GrainCluster cluster, string cid)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await cluster.ReadAsync<PathoChain.Grains.Images.ImageState>(cluster.Image(cid), "image")).Tracked?.Nonce is null)
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
