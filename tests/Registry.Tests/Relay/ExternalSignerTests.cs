using PathoChain.Registry.Relay;

namespace PathoChain.Registry.Tests.Relay;

/// <summary>What is asked of a signer, and what its answers are taken for.</summary>
public sealed class ExternalSignerTests : IDisposable
{
    private static readonly Address Account = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static readonly Address Contract = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static readonly Hash32 Hash = Keccak256.Hash("transaction"u8);
    private static readonly OutgoingTransaction Transaction = new(Contract, "0x1234", 7, 60_000, new Fees(3_000_000_000, 1_000_000_000));

    private readonly HttpClient _http = new();

    /// <summary>Words of geth, reth, Hardhat, anvil, Nethermind, Besu and Erigon.</summary>
    public static TheoryData<string, SendOutcome> Words => new()
    {
        { "already known", new AlreadyKnown() },
        { "Known transaction: 0xa26127", new AlreadyKnown() },
        { "transaction already imported", new AlreadyKnown() },
        { "AlreadyKnown", new AlreadyKnown() },
        { "nonce too low: next nonce 5, tx nonce 4", new NonceTooLow() },
        { "Nonce too low. Expected nonce to be 1 but got 0. Note that transactions can't be queued when automining.", new NonceTooLow() },
        { "OldNonce, Current nonce: 5, nonce of rejected tx: 4", new NonceTooLow() },
        { "replacement transaction underpriced", new Underpriced() },
        { "Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 11000000000 is necessary", new Underpriced() },
        { "transaction underpriced: gas tip cap 1, minimum needed 1000000", new Underpriced() },
        { "could not replace existing tx", new Underpriced() },
        { "max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1, baseFee: 7", new Underpriced() },
        { "Transaction maxFeePerGas (1) is too low for the next block, which has a baseFeePerGas of 518628217", new Underpriced() },
        { "insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1", new InsufficientFunds() },
        { "Insufficient funds for gas * price + value", new InsufficientFunds() },
        { "Sender doesn't have enough funds to send tx. The max upfront cost is: 1000000000000000", new InsufficientFunds() },
        { "Upfront cost exceeds account balance", new InsufficientFunds() },
    };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_transaction_says_everything_itself()
    {
        await using var node = LocalNode.Result(request =>
        {
            request.GetProperty("method").GetString().Should().Be("eth_sendTransaction");
            request.GetProperty("params").GetRawText().Should().Be(
                $$"""[{"from":"{{Account}}","to":"{{Contract}}","data":"0x1234","value":"0x0","nonce":"0x7","gas":"0xea60","maxFeePerGas":"0xb2d05e00","maxPriorityFeePerGas":"0x3b9aca00","chainId":"0x7a69"}]""");
            return $"\"{Hash}\"";
        });

        (await Signer(node).SendAsync(Transaction)).Should().Be(new Accepted(Hash));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task What_nodes_say_is_understood(string words, SendOutcome meaning)
    {
        await using var node = Error(-32000, words);

        (await Signer(node).SendAsync(Transaction)).Should().Be(meaning);
    }

    [Theory]
    [InlineData("Unknown account 0x5FbDB2315678afecb367f032d93F642f64180aa3")]
    [InlineData("unknown transaction type")]
    [InlineData("Nonce too high. Expected nonce to be 2 but got 9.")]
    public async Task Other_words_are_a_refusal_that_repeats_them(string words)
    {
        await using var node = Error(-32000, words);

        (await Signer(node).SendAsync(Transaction)).Should().BeOfType<Refused>().Which.Reason.Should().Contain(words);
    }

    [Fact]
    public async Task A_refusal_by_the_contract_is_decoded()
    {
        await using var node = LocalNode.Body(request =>
            $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"error":{"code":3,"message":"reverted","data":"0x{{AbiVectors.Viem.Errors["ZeroDigest"]}}"} }""");

        (await Signer(node).SendAsync(Transaction)).Should().BeOfType<Refused>().Which.Reason.Should().Contain("ZeroDigest");
    }

    [Fact]
    public async Task A_lost_answer_is_no_outcome_and_is_not_asked_for_again()
    {
        await using var node = LocalNode.Raw(_ => "HTTP/1.1 200 OK\r\n");

        await Signer(node).Invoking(signer => signer.SendAsync(Transaction)).Should().ThrowAsync<RpcException>();

        node.Requests.Should().Be(1);
    }

    private static LocalNode Error(int code, string words) => LocalNode.Body(request =>
        $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"error":{"code":{{code}},"message":"{{words}}"} }""");

    private ExternalSigner Signer(LocalNode node) => new(new JsonRpcClient(_http, node.Url), Account, 31337);
}
