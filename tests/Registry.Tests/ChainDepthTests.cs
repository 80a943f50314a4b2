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
        await using var error = LocalNode.Body(request => request.GetProperty("method").GetString() == "eth_blockNumber"
            ? $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":"0x64"}"""
            : $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"error":{"code":-39001,"message":"finalized block not found"} }""");

        (await ReadAsync(none)).Should().Be(new ChainDepth(100, null, null));
        (await ReadAsync(error)).Should().Be(new ChainDepth(100, null, null));
    }

    private Task<ChainDepth> ReadAsync(LocalNode node) => ChainDepth.ReadAsync(new JsonRpcClient(_http, node.Url));
}
