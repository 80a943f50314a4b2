using System.Net;
using System.Net.Sockets;

namespace PathoChain.Registry.Tests;

public sealed class JsonRpcClientTests : IDisposable
{
    private static readonly JsonRpcOptions Quick = new()
    {
        Timeout = TimeSpan.FromSeconds(30),
        Retries = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxResponseBytes = 10_000,
    };

    private readonly HttpClient _http = new();

    public static TheoryData<string> BodiesThatAreNoAnswer => new(
        "",
        "garbage",
        "<html><body>Bad gateway</body></html>",
        """{"jsonrpc":"2.0","id":ID,"result":"0x""",
        """{"jsonrpc":"2.0","id":999,"result":"0x1"}""",
        """{"jsonrpc":"2.0","id":"ID","result":"0x1"}""",
        """{"jsonrpc":"2.0","result":"0x1"}""",
        """[{"jsonrpc":"2.0","id":ID,"result":"0x1"}]""",
        """{"jsonrpc":"2.0","id":ID}""",
        """{"jsonrpc":"2.0","id":ID,"result":"0x1","result":"0x2"}""",
        """{"jsonrpc":"2.0","id":ID,"error":"no"}""",
        """{"jsonrpc":"2.0","id":ID,"error":{"code":"-32000","message":"text instead of a number"}}""",
        """{"jsonrpc":"2.0","id":ID,"error":{"code":-32000}}""",
        """{"jsonrpc":"2.0","id":ID,"error":{"code":-32000,"message":"half a character: \ud800"}}""",
        "\"0x1\"",
        "null");

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_result_is_returned()
    {
        await using var node = LocalNode.Result(request => $"[{request.GetProperty("method").GetRawText()},{request.GetProperty("params").GetRawText()}]");

        var result = await Client(node).ReadAsync("eth_getBlockByNumber", ["0x1", true]);

        result.GetRawText().Should().Be("""["eth_getBlockByNumber",["0x1",true]]""");
    }

    [Fact]
    public async Task Concurrent_calls_each_get_their_own_answer()
    {
        await using var node = LocalNode.Result(request => request.GetProperty("params")[0].GetRawText());
        var client = Client(node);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.ReadAsync("echo", [i])));

        results.Select(result => result.GetInt32()).Should().Equal(Enumerable.Range(0, 50));
    }

    [Theory]
    [MemberData(nameof(BodiesThatAreNoAnswer))]
    public async Task What_is_no_answer_is_an_invalid_response_after_the_retries(string body)
    {
        await using var node = LocalNode.Body(request => body.Replace("ID", request.GetProperty("id").GetRawText()));

        await Client(node).Invoking(c => c.ReadAsync("eth_chainId", [])).Should().ThrowAsync<RpcInvalidResponseException>();

        node.Requests.Should().Be(3);
    }

    [Fact]
    public async Task An_error_page_is_quoted_with_its_status()
    {
        await using var node = LocalNode.Body(_ => "<html>\r\n<b>Bad gateway</b></html>", "502 Bad Gateway", "text/html");

        var failure = await Client(node).Invoking(c => c.ReadAsync("eth_chainId", [])).Should().ThrowAsync<RpcInvalidResponseException>();

        failure.WithMessage($"eth_chainId at http://127.0.0.1:{node.Url.Port} (HTTP 502): the answer is not JSON: <html>  <b>Bad gateway</b></html>");
    }

    [Fact]
    public async Task A_node_that_is_down_is_unreachable_and_the_access_key_is_not_shown()
    {
        var closed = ClosedPort();

        var failure = await new JsonRpcClient(_http, new($"http://127.0.0.1:{closed}/secret-access-key"), Quick)
            .Invoking(c => c.ReadAsync("eth_chainId", [])).Should().ThrowAsync<RpcUnreachableException>();

        failure.Which.Message.Should().Contain($"127.0.0.1:{closed}").And.NotContain("secret-access-key");
    }

    [Fact]
    public async Task A_node_that_resets_the_connection_while_it_is_made_is_unreachable()
    {
        using var http = new HttpClient(new ResetWhileConnecting());

        await new JsonRpcClient(http, new Uri("http://127.0.0.1:1"), Quick)
            .Invoking(c => c.ReadAsync("eth_chainId", [])).Should().ThrowAsync<RpcUnreachableException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\":\"2.0\",")]
    public async Task A_node_that_breaks_the_connection_is_unreachable(string start)
    {
        await using var node = LocalNode.Raw(_ => start);

        await Client(node).Invoking(c => c.ReadAsync("eth_chainId", [])).Should().ThrowAsync<RpcUnreachableException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\":\"2.0\",")]
    public async Task A_node_that_is_slow_times_out(string start)
    {
        await using var node = LocalNode.Silent(start);
        var client = new JsonRpcClient(_http, node.Url, Quick with { Timeout = TimeSpan.FromMilliseconds(100) });

        await client.Invoking(c => c.ReadAsync("eth_chainId", [])).Should().ThrowAsync<RpcTimeoutException>().WithMessage("*within 0.1 s*");
    }

    [Fact]
    public async Task A_caller_that_gives_up_sees_its_own_cancellation()
    {
        await using var node = LocalNode.Silent();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Client(node).Invoking(c => c.ReadAsync("eth_chainId", [], giveUp.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("Content-Length: 20000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4e20\r\n")]
    public async Task An_answer_that_is_too_large_is_refused_and_not_asked_for_again(string header)
    {
        await using var node = LocalNode.Raw(_ => $"HTTP/1.1 200 OK\r\nConnection: close\r\n{header}{new string(' ', 20_000)}");

        await Client(node).Invoking(c => c.ReadAsync("eth_getLogs", [])).Should().ThrowAsync<RpcResponseTooLargeException>().WithMessage("*10000 bytes*");

        node.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_nodes_error_keeps_its_code_and_is_not_asked_for_again()
    {
        await using var node = LocalNode.Body(request =>
            $$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"error":{"code":-32601,"message":"no such\r\nmethod\u001b[31m"}}""");

        var failure = await Client(node).Invoking(c => c.ReadAsync("eth_foo", [])).Should().ThrowAsync<RpcErrorException>();

        failure.WithMessage("*error -32601: no such  method [31m");
        failure.Which.Code.Should().Be(-32601);
        failure.Which.RevertData.Should().BeNull();
        node.Requests.Should().Be(1);
    }

    [Theory]
    [InlineData("\"0x506f3a1b\"")]
    [InlineData("{\"message\":\"reverted\",\"data\":\"0x506f3a1b\"}")]
    [InlineData("\"Reverted 0x506f3a1b\"")]
    public async Task A_revert_keeps_its_data_wherever_the_node_puts_it(string data)
    {
        await using var node = LocalNode.Body(request =>
            $$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"error":{"code":3,"message":"reverted","data":{{{data}}}}}""");

        var failure = await Client(node).Invoking(c => c.ReadAsync("eth_call", [])).Should().ThrowAsync<RpcErrorException>();

        Convert.ToHexStringLower(failure.Which.RevertData!.Value.Span).Should().Be("506f3a1b");
    }

    [Fact]
    public async Task A_read_is_repeated_until_the_node_recovers()
    {
        var answers = 0;
        await using var node = LocalNode.Raw(request => ++answers switch
        {
            1 => "",
            2 => LocalNode.Http("<html>starting</html>", "503 Service Unavailable", "text/html"),
            _ => LocalNode.Http($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":"0x7a69"}"""),
        });

        var result = await Client(node).ReadAsync("eth_chainId", []);

        result.GetString().Should().Be("0x7a69");
        node.Requests.Should().Be(3);
    }

    [Fact]
    public async Task What_changes_the_chain_is_sent_once_even_when_it_fails()
    {
        await using var node = LocalNode.Body(_ => "garbage");

        await Client(node).Invoking(c => c.SendOnceAsync("eth_sendTransaction", [])).Should().ThrowAsync<RpcInvalidResponseException>();

        node.Requests.Should().Be(1);
    }

    private JsonRpcClient Client(LocalNode node) => new(_http, node.Url, Quick);

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What .NET's handler does now and then where a process is killed as it accepts: the error of the socket, not wrapped.</summary>
    private sealed class ResetWhileConnecting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new SocketException((int)SocketError.NotConnected);
    }
}
