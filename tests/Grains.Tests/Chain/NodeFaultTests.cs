using System.Text.Json;
using System.Text.Json.Nodes;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>A node between us and a real devnet, which answers wrongly for a while.</summary>
public sealed class NodeFaultTests : IAsyncLifetime
{
    private const string Html = "<!doctype html><title>502 Bad Gateway</title>";

    private static readonly Dictionary<string, Func<JsonElement, string, string?>> Faults = new()
    {
        ["html"] = (_, _) => LocalNode.Http(Html, "502 Bad Gateway", "text/html"),
        ["garbage"] = (_, _) => LocalNode.Http("\u0001\u0002 garbage"),
        ["truncated JSON"] = (_, answer) => LocalNode.Http(answer[..(answer.Length / 2)]),
        ["broken connection"] = (_, answer) => LocalNode.Http(answer)[..40],
        ["wrong chain"] = (request, answer) => Method(request) is "eth_chainId" or "eth_getLogs" ? LocalNode.Http(With(answer, "result", "0x1")) : null,
        ["logs of another address"] = (request, answer) => Method(request) is "eth_getLogs" ? LocalNode.Http(OfAnother(answer)) : null,
        ["receipt of another transaction"] = (request, answer) => Method(request) is "eth_getTransactionReceipt"
            ? LocalNode.Http(answer.Replace("\"transactionHash\":\"0x", "\"transactionHash\":\"0x00", StringComparison.Ordinal))
            : null,
        ["block of another number"] = (request, answer) => Method(request) is "eth_getBlockByNumber"
            ? LocalNode.Http(answer.Replace("\"number\":\"0x", "\"number\":\"0xf", StringComparison.Ordinal))
            : null,
        ["no logs"] = (request, answer) => Method(request) is "eth_getLogs" ? LocalNode.Http(With(answer, "result", null)) : null,
        ["an error for everything"] = (request, _) => LocalNode.Http($$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"error":{"code":-32005,"message":"limit exceeded"}}"""),
    };

    private readonly HttpClient _http = new();
    private Devnet _devnet = null!;

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    public async Task InitializeAsync() => _devnet = await Devnet.StartAsync();

    public async Task DisposeAsync()
    {
        await _devnet.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task A_node_that_answers_wrongly_is_said_changes_nothing_and_is_followed_again_when_it_is_well(string name)
    {
        var fault = Faults[name];
        Func<JsonElement, string, string?>? present = null;
        await using var node = LocalNode.Raw(async (request, token) =>
        {
            var answer = await _devnet.ForwardAsync(request, token);
            return present?.Invoke(request, answer) ?? LocalNode.Http(answer);
        });
        await using var cluster = await GrainCluster.StartAsync(node.Url, _devnet.DeploymentFile);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        await UntilAsync(watcher, status => status.FollowedAt is not null);
        var cid = await cluster.CreateImageAsync(1);

        present = fault;
        await RegisterAsync(cluster, cid);
        await cluster.Image(cid).SubmittedAsync(Registrations.Hash("a transaction"));
        var problem = (await UntilAsync(watcher, status => status.Problem is not null)).Problem!;
        problem.Should().NotContain("\u0001").And.NotContain("secret-access-key");
        (await cluster.Image(cid).GetAsync())!.Phase.Should().Be(ImagePhase.Submitted, "a node that fails says nothing about a transaction");

        present = null;
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed);
        classified.Phase.Should().Be(ImagePhase.Classified);
        classified.Problem.Should().BeNull();
        await UntilAsync(watcher, status => status.Problem is null);
    }

    [Fact]
    public async Task A_node_that_gives_no_events_of_its_newest_blocks_loses_none()
    {
        var isBlind = false;
        await using var node = LocalNode.Raw(async (request, token) => LocalNode.Http(Volatile.Read(ref isBlind) && Method(request) is "eth_getLogs"
            ? $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":[]}"""
            : await _devnet.ForwardAsync(request, token)));
        await using var cluster = await GrainCluster.StartAsync(node.Url, _devnet.DeploymentFile);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        await UntilAsync(watcher, status => status.FollowedAt is not null);
        var cid = await cluster.CreateImageAsync(4);

        Volatile.Write(ref isBlind, true);
        await RegisterAsync(cluster, cid);
        var registered = Number((await _devnet.CallAsync("eth_blockNumber")).GetString()!);
        (await UntilAsync(watcher, status => status.Cursor >= registered)).Problem.Should().BeNull("the node does not say that it lags");
        Volatile.Write(ref isBlind, false);
        await _devnet.MineAsync();

        await cluster.WaitForAsync(cid, ImagePhase.Classified);
    }

    [Fact]
    public async Task A_node_that_refuses_long_ranges_is_asked_for_shorter_ones()
    {
        const int limit = 100;
        await using var node = LocalNode.Raw(async (request, token) =>
        {
            if (Method(request) is "eth_getLogs" && Range(request) > limit)
            {
                return LocalNode.Http($$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"error":{"code":-32602,"message":"block range too large"}}""");
            }

            return LocalNode.Http(await _devnet.ForwardAsync(request, token));
        });
        await _devnet.MineAsync(1_000);
        await using var cluster = await GrainCluster.StartAsync(node.Url, _devnet.DeploymentFile);
        var cid = await cluster.CreateImageAsync(2);
        await RegisterAsync(cluster, cid);

        await cluster.WaitForAsync(cid, ImagePhase.Classified);

        (await cluster.Grain<IRegistryWatcherGrain>("31337").GetAsync()).Problem.Should().BeNull("that is no failure");
    }

    [Fact]
    public async Task A_node_that_lags_behind_for_a_moment_takes_nothing_back()
    {
        var lag = 0L;
        await using var node = LocalNode.Raw(async (request, token) =>
        {
            var answer = await _devnet.ForwardAsync(request, token);
            return LocalNode.Http(Interlocked.Read(ref lag) is > 0 and var blocks ? Lagging(request, answer, blocks) : answer);
        });
        await using var cluster = await GrainCluster.StartAsync(node.Url, _devnet.DeploymentFile, confirmations: 3);
        var watcher = cluster.Grain<IRegistryWatcherGrain>("31337");
        await _devnet.MineAsync(5);
        var cid = await cluster.CreateImageAsync(3);
        await RegisterAsync(cluster, cid);
        await cluster.WaitForAsync(cid, ImagePhase.Confirming);

        Interlocked.Exchange(ref lag, 2);
        await UntilAsync(watcher, status => status.Problem?.Contains("lags behind", StringComparison.Ordinal) is true);
        Interlocked.Exchange(ref lag, 0);
        await _devnet.MineAsync(2);

        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        classified.History.Should().NotContain(line => line.Event == ImageEvent.RegistrationLost);
    }

    private static string? Method(JsonElement request) => request.GetProperty("method").GetString();

    private static long Range(JsonElement request)
    {
        var filter = request.GetProperty("params")[0];
        return Number(filter.GetProperty("toBlock").GetString()!) - Number(filter.GetProperty("fromBlock").GetString()!) + 1;
    }

    private static long Number(string quantity) => Convert.ToInt64(quantity, 16);

    private static string With(string answer, string member, string? value)
    {
        var changed = JsonNode.Parse(answer)!;
        changed[member] = value;
        return changed.ToJsonString();
    }

    private static string OfAnother(string answer)
    {
        var changed = JsonNode.Parse(answer)!;
        foreach (var log in changed["result"]!.AsArray())
        {
            log!["address"] = "0x0000000000000000000000000000000000000001";
        }

        return changed.ToJsonString();
    }

    private static string Lagging(JsonElement request, string answer, long blocks)
    {
        if (Method(request) is "eth_blockNumber")
        {
            return With(answer, "result", $"0x{Number(JsonNode.Parse(answer)!["result"]!.GetValue<string>()) - blocks:x}");
        }

        return answer;
    }

    private static async Task<WatcherStatus> UntilAsync(IRegistryWatcherGrain watcher, Func<WatcherStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        WatcherStatus status;
        while (!condition(status = await watcher.GetAsync()))
        {
            await Task.Delay(50, limit.Token);
        }

        return status;
    }

    private async Task RegisterAsync(GrainCluster cluster, string cid)
    {
        var rpc = new JsonRpcClient(_http, _devnet.Url);
        var wallet = await UnlockedAccount.OpenAsync(rpc, 1);
        await wallet.RegisterAsync(
            new ImageRegistryClient(rpc, Deployment.Load(_devnet.DeploymentFile)), Hash32.Parse((await cluster.Image(cid).GetAsync())!.Image.Digest));
    }
}
