namespace PathoChain.Registry.Tests;

public sealed class ChainDepthTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(100, 90L, 90, 11, true)]
    [InlineData(100, 90L, 91, 1, false)]
    [InlineData(100, 100L, 90, 12, false)]
    [InlineData(100, null, 37, 1, true)]
    [InlineData(100, null, 38, 1, false)]
    [InlineData(100, null, 37, 65, false)]
    [InlineData(100, 101L, 101, 1, false)]
    public void A_block_is_final_by_the_tag_or_else_by_depth_but_never_short_of_its_confirmations(
        long head, long? finalized, long block, int confirmations, bool expected) =>
        new ChainDepth(head, Safe: null, finalized).IsFinal(block, confirmations).Should().Be(expected);

    [Fact]
    public async Task The_tags_are_read()
    {
        await using var node = LocalNode.Result(request => request.GetProperty("method").GetString() == "eth_blockNumber" ? "\"0x64\""
            : request.GetProperty("params")[0].GetString() == "safe" ? """{"number":"0x44"}"""
            : """{"number":"0x24"}""");

        (await ReadAsync(node)).Should().Be(new ChainDepth(100, 68, 36));
    }

    [Theory]
    [InlineData(1000, 940, 940)] // the newest final block
    [InlineData(1000, 800, 873)] // nodes no longer have the state of it
    [InlineData(100, -1, 0)] // nothing is final yet
    public void What_is_settled_is_read_where_nodes_still_have_the_state(long head, long finalized, long settled) =>
        new ChainDepth(head, null, finalized).LastSettled(confirmations: 12).Should().Be(settled);

    [Fact]
    public void A_tag_of_the_newest_block_can_be_left_out_of_account()
    {
        new ChainDepth(100, 100, 100).WithoutInstantTags().Should().Be(new ChainDepth(100, null, null));
        new ChainDepth(100, 101, 99).WithoutInstantTags().Should().Be(new ChainDepth(100, null, 99));
    }

    [Fact]
    public async Task A_node_without_tags_has_no_final_block()
    {
        await using var none = LocalNode.Result(request => request.GetProperty("method").GetString() == "eth_blockNumber" ? "\"0x64\"" : "null");

        (await ReadAsync(none)).Should().Be(new ChainDepth(100, null, null));
    }

    /// <summary>As Besu and Erigon, geth, and nodes from before the tags say it.</summary>
    [Theory]
    [InlineData(-39001, "Unknown block")]
    [InlineData(-32000, "finalized block not found")]
    [InlineData(-32602, "invalid argument 0: hex string without 0x prefix")]
    public async Task A_node_that_says_that_a_tag_names_no_block_has_no_final_block(int code, string message)
    {
        await using var node = WithoutTags(code, message);

        (await ReadAsync(node)).Should().Be(new ChainDepth(100, null, null));
    }

    [Theory]
    [InlineData(-32005, "limit exceeded")]
    [InlineData(-32000, "request limit reached")]
    [InlineData(-32603, "internal error")]
    [InlineData(429, "Too Many Requests")]
    public async Task A_node_that_fails_at_a_tag_is_not_one_without_tags(int code, string message)
    {
        await using var node = WithoutTags(code, message);

        var failure = await FluentActions.Awaiting(() => ReadAsync(node)).Should().ThrowAsync<RpcErrorException>();

        failure.Which.Code.Should().Be(code);
    }

    private static LocalNode WithoutTags(int code, string message) => LocalNode.Body(request => request.GetProperty("method").GetString() == "eth_blockNumber"
        ? $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":"0x64"}"""
        : $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"error":{"code":{{code}},"message":"{{message}}"} }""");

    private Task<ChainDepth> ReadAsync(LocalNode node) => ChainDepth.ReadAsync(new JsonRpcClient(_http, node.Url));
}
