using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

/// <summary>Nodes that give no answer: the signature may be valid, so none of these is a verdict.</summary>
public sealed class SignatureVerifierFaultTests : IDisposable
{
    // 28 bytes, so that the answer is the word that means yes when a contract is asked directly.
    private const string Zeros28 = "00000000000000000000000000000000000000000000000000000000";

    private static readonly JsonRpcOptions Quick = new() { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(5) };
    private readonly HttpClient _http = new();

    [Theory]
    [InlineData("\"0x\"")]
    [InlineData("null")]
    [InlineData("\"0x01\"")]
    [InlineData("true")]
    [InlineData($"\"0x1626ba7e{Zeros28}\"")]
    public async Task An_answer_that_our_code_cannot_have_returned_is_the_nodes_fault(string result)
    {
        await using var node = LocalNode.Result(request => request.GetProperty("method").GetString() == "eth_chainId" ? "\"0x7a69\"" : result);

        await Verify(node).Should().ThrowAsync<RpcInvalidResponseException>();
    }

    [Theory]
    [InlineData(-32005, "limit exceeded")]
    [InlineData(-32000, "out of gas")]
    [InlineData(3, "execution reverted")]
    public async Task An_error_is_the_nodes_fault(int code, string message)
    {
        await using var node = LocalNode.Body(request => request.GetProperty("method").GetString() == "eth_chainId"
            ? $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":"0x7a69"}"""
            : $$$"""{"jsonrpc":"2.0","id":{{{request.GetProperty("id")}}},"error":{"code":{{{code}}},"message":"{{{message}}}","data":"0x"}}""");

        await Verify(node).Should().ThrowAsync<RpcErrorException>();
    }

    [Fact]
    public async Task A_node_that_breaks_the_connection_is_unreachable()
    {
        await using var node = LocalNode.Raw(_ => "");

        await Verify(node).Should().ThrowAsync<RpcUnreachableException>();
    }

    [Fact]
    public async Task An_accounts_own_signature_needs_no_node()
    {
        await using var node = LocalNode.Raw(_ => "");
        var vector = SigningVectors.Viem.Signatures[0];

        var verdict = await new SignatureVerifier(new(_http, node.Url, Quick), 31337)
            .VerifyAsync(SigningVectors.Account(vector.Signer), SigningVectors.Hash(vector.Hash), SigningVectors.Bytes(vector.Signature));

        verdict.Should().Be(new SignatureAccepted(SignedBy.Key));
        node.Requests.Should().Be(0);
    }

    public void Dispose() => _http.Dispose();

    private Func<Task<SignatureVerdict>> Verify(LocalNode node) =>
        () => new SignatureVerifier(new(_http, node.Url, Quick), 31337).VerifyAsync(default, default, new byte[EcdsaSignature.Size]);
}
