using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>A devnet, a node in front of it that loses what a test chooses, and a silo whose signer is one of the devnet's accounts.</summary>
internal sealed class RelayBench : IAsyncDisposable
{
    private const int SignerAccount = 9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private RelayBench(Devnet devnet, FaultyNode node, GrainCluster cluster, Address signer) =>
        (Devnet, Node, Cluster, Signer) = (devnet, node, cluster, signer);

    public Devnet Devnet { get; }

    public FaultyNode Node { get; }

    public GrainCluster Cluster { get; }

    public Address Signer { get; }

    public IRelayGrain Relay => Cluster.Grain<IRelayGrain>(RelayKey.Of(31337, Signer.ToString()));

    public static async Task<RelayBench> StartAsync(int confirmations = 1, string bumpAfter = "00:01:00", IReadOnlyDictionary<string, string?>? settings = null)
    {
        var devnet = await Devnet.StartAsync();
        var signer = Address.Parse((await devnet.CallAsync("eth_accounts"))[SignerAccount].GetString()!);
        var node = new FaultyNode(devnet.Url);
        var cluster = await GrainCluster.StartAsync(node.Url, devnet.DeploymentFile, confirmations, settings: new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Chain:Signer:Address"] = signer.ToString(),
            ["Chain:Signer:BumpAfter"] = bumpAfter,
        });
        return new(devnet, node, cluster, signer);
    }

    /// <summary>An anchor of a root that is made from a number.</summary>
    public RelayCall AnchorOf(int number)
    {
        var root = Registrations.Hash($"root {number}");
        return new(RelayKind.Anchor, root, Signer.ToString(), Hex(ImageRegistryAbi.Anchor(Hash32.Parse(root), 1)), Cid: null);
    }

    public async Task<IReadOnlyList<RelayCall>> SubmitAsync(int first, int count)
    {
        var calls = Enumerable.Range(first, count).Select(AnchorOf).ToList();
        foreach (var call in calls)
        {
            (await Relay.SubmitAsync(call)).Should().NotBeNull();
        }

        return calls;
    }

    /// <summary>Follows a call until <paramref name="condition"/> holds.</summary>
    public async Task<RelayedCall> UntilAsync(RelayCall call, Func<RelayedCall, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (await Relay.FindAsync(call.Id) is { } found && condition(found))
            {
                return found;
            }

            await Task.Delay(30, limit.Token);
        }
    }

    public Task<RelayedCall> UntilAsync(RelayCall call, RelayPhase phase) => UntilAsync(call, found => found.Phase == phase);

    public async Task AllFinalAsync(IEnumerable<RelayCall> calls)
    {
        foreach (var call in calls)
        {
            await UntilAsync(call, RelayPhase.Final);
        }
    }

    /// <summary>Waits until the relay says what is wrong, or that nothing is.</summary>
    public async Task<string?> ProblemAsync(Func<string?, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        string? problem;
        while (!condition(problem = (await Relay.GetAsync()).Problem))
        {
            await Task.Delay(30, limit.Token);
        }

        return problem;
    }

    /// <summary>Each of these is on the chain once, and nothing else is; the signer sent one transaction for each, and these more.</summary>
    public async Task ShouldHaveAnchoredOnceAsync(IEnumerable<RelayCall> calls, int otherTransactions = 0)
    {
        var roots = calls.Select(call => call.Hash).ToList();
        (await RootsAsync()).Should().BeEquivalentTo(roots);
        (await TransactionCountAsync()).Should().Be(roots.Count + otherTransactions);
        (await TransactionCountAsync("pending")).Should().Be(roots.Count + otherTransactions, "nothing is left behind");
    }

    /// <summary>Mines as long as the calls are not final.</summary>
    public async Task MineUntilFinalAsync(IReadOnlyCollection<RelayCall> calls)
    {
        var final = AllFinalAsync(calls);
        while (!final.IsCompleted)
        {
            await Devnet.MineAsync();
            await Task.WhenAny(final, Task.Delay(100));
        }

        await final;
    }

    public async Task<int> TransactionCountAsync(string block = "latest") =>
        Convert.ToInt32((await Devnet.CallAsync("eth_getTransactionCount", Signer.ToString(), block)).GetString(), 16);

    public Task SetBalanceAsync(string wei) => Devnet.CallAsync("hardhat_setBalance", Signer.ToString(), wei);

    /// <summary>Waits until so many of the signer's transactions are mined or wait to be.</summary>
    public async Task PendingAsync(int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await TransactionCountAsync("pending") < count)
        {
            await Task.Delay(30, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Node.DisposeAsync();
        await Devnet.DisposeAsync();
    }

    private static string Hex(byte[] bytes) => $"0x{Convert.ToHexStringLower(bytes)}";

    private async Task<IReadOnlyList<string>> RootsAsync()
    {
        var filter = new { fromBlock = "0x0", toBlock = "latest", topics = new[] { ImageRegistryAbi.AnchoredTopic.ToString() } };
        var logs = await Devnet.CallAsync("eth_getLogs", filter);
        return [.. logs.EnumerateArray().Select(log => log.GetProperty("topics")[1].GetString()!)];
    }
}
