using PathoChain.Grains.Relay;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>A relay whose signer is not the configured one any more.</summary>
public sealed class ChangedSignerTests : IAsyncLifetime
{
    private const string Setting = "Chain:Signer:Address";
    private Devnet _devnet = null!;

    public async Task InitializeAsync() => _devnet = await Devnet.StartAsync();

    public async Task DisposeAsync() => await _devnet.DisposeAsync();

    [Fact]
    public async Task Its_calls_are_not_sent_from_the_new_account_and_go_on_when_the_old_one_is_back()
    {
        await _devnet.SetAutomineAsync(false);
        var (old, other) = (await AccountAsync(9), await AccountAsync(8));
        var settings = new Dictionary<string, string?> { [Setting] = old };
        await using var cluster = await GrainCluster.StartAsync(_devnet, settings: settings);
        IRelayGrain Relay() => cluster.Grain<IRelayGrain>(RelayKey.Of(31337, old)); // of the silo that runs
        var root = Hash32.Parse(Registrations.Hash("a root"));
        var call = new RelayCall(RelayKind.Anchor, root.ToString(), old, $"0x{Convert.ToHexStringLower(ImageRegistryAbi.Anchor(root, 1))}", Cid: null);
        await Relay().SubmitAsync(call);
        await UntilAsync(async () => (await Relay().FindAsync(call.Id))!.TransactionHash is not null);
        await cluster.OverwriteAsync<RelayState>(Relay(), "relay", state => state with
        {
            Entries = [.. state.Entries.Select(entry => entry with { Transaction = entry.Transaction! with { Nonce = 3 } })],
        });

        settings[Setting] = other;
        await cluster.KillAndRestartAsync();
        await Relay().AsReference<IRemindable>().ReceiveReminder("send", default);
        await Task.Delay(TimeSpan.FromSeconds(2));
        (await PendingAsync(other)).Should().Be(0, "it would fill the nonces before the one that the other account gave the call");
        (await cluster.RemindersOfAsync(Relay())).Should().BeEmpty();
        await Relay().Invoking(foreign => foreign.SubmitAsync(call)).Should().ThrowAsync<InvalidOperationException>();

        settings[Setting] = old;
        await cluster.KillAndRestartAsync();
        await UntilAsync(async () =>
        {
            await _devnet.MineAsync();
            return await Relay().FindAsync(call.Id) is { Phase: RelayPhase.Final };
        });
    }

    [Fact]
    public async Task Its_reminder_is_there_again_when_its_account_is()
    {
        var old = await AccountAsync(9);
        await using var cluster = await GrainCluster.StartAsync(_devnet, settings: new Dictionary<string, string?> { [Setting] = old });
        var relay = cluster.Grain<IRelayGrain>(RelayKey.Of(31337, old));
        await relay.GetAsync();
        await _devnet.SetAutomineAsync(false);
        await cluster.OverwriteAsync<RelayState>(relay, "relay", state => new RelayState().With(
            new RelayCall(RelayKind.Anchor, Registrations.Hash("a root"), old, "0x", Cid: null)));
        (await cluster.RemindersOfAsync(relay)).Should().BeEmpty();

        await cluster.KillAndRestartAsync();

        (await cluster.RemindersOfAsync(relay)).Should().Equal("send");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task<string> AccountAsync(int index) => Address.Parse((await _devnet.CallAsync("eth_accounts"))[index].GetString()!).ToString();

    private async Task<int> PendingAsync(string account) =>
        Convert.ToInt32((await _devnet.CallAsync("eth_getTransactionCount", account, "pending")).GetString(), 16);
}
