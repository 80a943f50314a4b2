using System.Text.Json;
using PathoChain.Grains.Relay;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>A real devnet behind a node that does not say of some calls what they would do.</summary>
public sealed class UnansweredCallTests
{
    [Fact]
    public async Task Calls_that_cannot_be_asked_about_are_said_and_hold_up_no_other_however_many_they_are()
    {
        await using var devnet = await Devnet.StartAsync();
        var signer = Address.Parse((await devnet.CallAsync("eth_accounts"))[9].GetString()!).ToString();
        var unclear = Enumerable.Range(0, RelayRules.MaxInFlight).Select(number => AnchorOf(number, signer)).ToList();
        await using var node = LocalNode.Raw(async (request, token) => IsEstimateOfAny(unclear, request)
            ? LocalNode.Http($$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"error":{"code":-32015,"message":"revert"}}""")
            : LocalNode.Http(await devnet.ForwardAsync(request, token)));
        await using var cluster = await GrainCluster.StartAsync(
            node.Url, devnet.DeploymentFile, settings: new Dictionary<string, string?> { ["Chain:Signer:Address"] = signer });
        var relay = cluster.Grain<IRelayGrain>(RelayKey.Of(31337, signer));
        var clear = AnchorOf(1_000, signer);

        foreach (var call in unclear.Append(clear))
        {
            (await relay.SubmitAsync(call)).Should().NotBeNull();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await relay.FindAsync(clear.Id) is not { Phase: RelayPhase.Final })
        {
            await Task.Delay(50, limit.Token);
        }

        (await relay.GetAsync()).Should().BeEquivalentTo(new { Waiting = unclear.Count });
        (await relay.GetAsync()).Problem.Should().StartWith("The node does not say what a call would do: ").And.EndWith("error -32015: revert");
    }

    private static RelayCall AnchorOf(int number, string signer)
    {
        var root = Registrations.Hash($"root {number}");
        return new(RelayKind.Anchor, root, signer, $"0x{Convert.ToHexStringLower(ImageRegistryAbi.Anchor(Hash32.Parse(root), 1))}", Cid: null);
    }

    private static bool IsEstimateOfAny(IEnumerable<RelayCall> calls, JsonElement request) =>
        request.GetProperty("method").GetString() is "eth_estimateGas"
        && request.GetProperty("params")[0].GetProperty("data").GetString() is { } data
        && calls.Any(call => call.Data == data);
}
