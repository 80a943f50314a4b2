using System.Text.Json;
using PathoChain.Registry.Relay;

namespace PathoChain.Registry.Tests.Relay;

/// <summary>Looking back for an event through ranges that the node refuses.</summary>
public sealed class EventFinderTests : IDisposable
{
    private const long EventBlock = 150;

    private static readonly Address Contract = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static readonly Address Account = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static readonly Hash32 Digest = Keccak256.Hash("envelope"u8);
    private static readonly EventPlace Place = new(Keccak256.Hash("transaction"u8), EventBlock, Keccak256.Hash("block"u8));
    private static readonly Deployment Deployed = new(31337, Contract, 1, Keccak256.Hash([0x60, 0x01]), ImageRegistryAbi.RegisteredTopic);

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(2_000)]
    [InlineData(1_000)]
    [InlineData(7)]
    public async Task A_range_that_the_node_refuses_is_halved_until_it_is_answered(int longest)
    {
        var read = new List<(long From, long To)>();
        await using var node = LocalNode.Body(request =>
        {
            var (from, to) = RangeOf(request);
            if (to - from >= longest)
            {
                return Answer(request, "\"error\":{\"code\":-32602,\"message\":\"block range too large\"}");
            }

            read.Add((from, to));
            return Logs(request);
        });

        (await FindAsync(node, head: 5_000)).Should().Be(Place);

        read[0].To.Should().Be(5_000);
        read.Skip(1).Zip(read).Should().OnlyContain(pair => pair.First.To == pair.Second.From - 1, "no block may be passed over");
    }

    [Fact]
    public async Task A_range_whose_answer_is_too_large_is_halved()
    {
        await using var node = LocalNode.Body(request => Logs(request) + new string(' ', (int)(RangeOf(request).To - RangeOf(request).From)));

        (await FindAsync(node, head: 2_000, new() { MaxResponseBytes = 1_024 })).Should().Be(Place);
    }

    [Fact]
    public async Task A_single_block_that_the_node_refuses_is_a_failure()
    {
        await using var node = LocalNode.Body(request => Answer(request, "\"error\":{\"code\":-32005,\"message\":\"limit exceeded\"}"));

        await FluentActions.Awaiting(() => FindAsync(node, head: 100)).Should().ThrowAsync<RpcErrorException>();
    }

    private static (long From, long To) RangeOf(JsonElement request)
    {
        var filter = request.GetProperty("params")[0];
        return (Number(filter.GetProperty("fromBlock")), Number(filter.GetProperty("toBlock")));
    }

    private static long Number(JsonElement quantity) => Convert.ToInt64(quantity.GetString(), 16);

    private static string Answer(JsonElement request, string content) => $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},{{content}}}""";

    private static string Logs(JsonElement request) => Answer(request, RangeOf(request) is var (from, to) && from <= EventBlock && EventBlock <= to
        ? $$"""
            "result":[{"address":"{{Contract}}","topics":{{request.GetProperty("params")[0].GetProperty("topics")}},"data":"0x",
            "transactionHash":"{{Place.TransactionHash}}","blockNumber":"{{Hex.Quantity(EventBlock)}}","blockHash":"{{Place.BlockHash}}"}]
            """
        : "\"result\":[]");

    private Task<EventPlace?> FindAsync(LocalNode node, long head, JsonRpcOptions? options = null) =>
        new EventFinder(new JsonRpcClient(_http, node.Url, options), Deployed).RegisteredAsync(Digest, Account, first: 0, head);
}
