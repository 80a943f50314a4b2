using System.Text.Json.Nodes;

namespace PathoChain.Registry.Tests;

public sealed class ImageRegistryClientTests : IDisposable
{
    private const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
    private const string Code = "0x6001";

    private static readonly Hash32 Digest = Keccak256.Hash("envelope"u8);
    private static readonly Hash32 Transaction = Keccak256.Hash("transaction"u8);
    private static readonly Hash32 Block = Keccak256.Hash("block"u8);
    private static readonly Address Registrant = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static readonly Deployment Deployed = new(31337, Address.Parse(Contract), 1, Keccak256.Hash([0x60, 0x01]), ImageRegistryAbi.RegisteredTopic);

    private static readonly JsonRpcOptions Quick = new() { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly HttpClient _http = new();

    public static TheoryData<string, string, string> WrongLogs => new()
    {
        { "address", $"\"{Registrant}\"", $"*is of contract {Registrant}, not {Contract}*" },
        { "address", "null", "*address is null, not an address*" },
        { "topics", $"[\"{Digest}\",\"{Digest}\",\"{Word(Registrant)}\"]", "*another event*" },
        { "topics", $"[\"{ImageRegistryAbi.RegisteredTopic}\",\"{Digest}\"]", "*another event*" },
        { "topics", "[]", "*another event*" },
        { "topics", $"[\"{ImageRegistryAbi.RegisteredTopic}\",\"{Digest}\",\"{Digest}\"]", "*names no address*" },
        { "topics", $"[\"{ImageRegistryAbi.RegisteredTopic}\",\"0x12\",\"{Word(Registrant)}\"]", "*topics[1] is \"0x12\", not a hash*" },
        { "topics", "\"none\"", "*topics is \"none\", not an array*" },
        { "data", "\"0x00\"", "*has data*" },
        { "data", "\"garbage\"", "*data is \"garbage\", not hex data*" },
        { "blockNumber", "\"0x4\"", "*is of block 4, outside 5 to 9*" },
        { "blockNumber", "\"0xa\"", "*is of block 10, outside 5 to 9*" },
        { "blockNumber", "7", "*blockNumber is 7, not a quantity*" },
        { "blockHash", "null", "*blockHash is null, not a hash*" },
        { "transactionHash", "\"0x\"", "*transactionHash is \"0x\", not a hash*" },
        { "logIndex", "\"-1\"", "*logIndex is \"-1\", not a quantity*" },
    };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Registrations_are_asked_for_by_address_topic_and_blocks()
    {
        await using var node = LocalNode.Result(request =>
        {
            request.GetProperty("method").GetString().Should().Be("eth_getLogs");
            request.GetProperty("params").GetRawText().Should().Be(
                $$"""[{"address":"{{Contract}}","topics":["{{ImageRegistryAbi.RegisteredTopic}}"],"fromBlock":"0x5","toBlock":"0x9"}]""");
            return $"[{Log(block: 7, index: 3)}]";
        });

        var events = await Client(node).GetRegistrationsAsync(5, 9);

        events.Should().Equal(new RegisteredEvent(Digest, Registrant, Transaction, 7, Block, 3));
    }

    [Fact]
    public async Task Registrations_come_in_the_order_of_the_chain()
    {
        await using var node = LocalNode.Result(_ => $"[{Log(8, 0)},{Log(7, 10)},{Log(7, 9)},{Log(5, 11)}]");

        var events = await Client(node).GetRegistrationsAsync(5, 9);

        events.Select(e => (e.BlockNumber, e.LogIndex)).Should().Equal((5, 11), (7, 9), (7, 10), (8, 0));
    }

    [Theory]
    [MemberData(nameof(WrongLogs))]
    public async Task A_log_that_was_not_asked_for_is_refused(string field, string value, string message)
    {
        var wrong = Log(7, 0);
        wrong[field] = JsonNode.Parse(value);
        await using var node = LocalNode.Result(_ => $"[{Log(6, 0)},{wrong}]");

        await Client(node).Invoking(c => c.GetRegistrationsAsync(5, 9)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage(message);
    }

    [Theory]
    [InlineData("null", "*eth_getLogs is null, not an array*")]
    [InlineData("{}", "*eth_getLogs is {}, not an array*")]
    [InlineData("[{}]", "*eth_getLogs[0] has no address*")]
    [InlineData("[1]", "*eth_getLogs[0] has no address*")]
    public async Task What_is_no_list_of_logs_is_refused(string result, string message)
    {
        await using var node = LocalNode.Result(_ => result);

        await Client(node).Invoking(c => c.GetRegistrationsAsync(5, 9)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage(message);
    }

    [Fact]
    public async Task The_deployed_registry_is_recognised()
    {
        await using var node = Chain("0x7a69", Code);

        await Client(node).Invoking(c => c.VerifyAsync()).Should().NotThrowAsync();
    }

    [Fact]
    public async Task Another_chain_is_refused()
    {
        await using var node = Chain("0x1", Code);

        var failure = await Client(node).Invoking(c => c.VerifyAsync()).Should().ThrowAsync<WrongChainException>();

        failure.WithMessage("The node serves chain 1, but the deployment is of chain 31337.*");
        failure.Which.Expected.Should().Be(31337);
        failure.Which.Actual.Should().Be(1);
    }

    [Theory]
    [InlineData("0x", "*holds no contract*")]
    [InlineData("0x6002", "*has hash*")]
    public async Task A_chain_without_the_registrys_code_is_refused(string code, string message)
    {
        await using var node = Chain("0x7a69", code);

        await Client(node).Invoking(c => c.VerifyAsync()).Should().ThrowAsync<ContractMissingException>().WithMessage(message);
    }

    [Fact]
    public async Task A_block_that_does_not_exist_yet_is_null()
    {
        await using var node = LocalNode.Result(_ => "null");

        (await Client(node).GetBlockAsync(9)).Should().BeNull();
    }

    [Fact]
    public async Task Another_block_than_asked_for_is_refused()
    {
        await using var node = LocalNode.Result(_ => $$"""{"number":"0x8","hash":"{{Block}}","timestamp":"0x5"}""");

        await Client(node).Invoking(c => c.GetBlockAsync(9)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage("*is block 8, not 9*");
    }

    [Fact]
    public async Task A_block_of_a_time_that_no_calendar_has_is_refused()
    {
        await using var node = LocalNode.Result(_ => $$"""{"number":"0x9","hash":"{{Block}}","timestamp":"0x7fffffffffffffff"}""");

        await Client(node).Invoking(c => c.GetBlockAsync(9)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage("*timestamp*");
    }

    [Fact]
    public async Task A_transaction_is_read_as_it_was_signed()
    {
        await using var node = LocalNode.Result(_ => TransactionOf(Transaction).ToJsonString());

        (await Client(node).GetTransactionAsync(Transaction)).Should().Be(
            new Transaction(Transaction, Registrant, 7, Address.Parse(Contract), System.Numerics.BigInteger.Pow(2, 255), "0x01", 60_000));
    }

    [Fact]
    public async Task A_transaction_that_creates_a_contract_calls_nobody()
    {
        var creation = TransactionOf(Transaction);
        creation["to"] = null;
        await using var node = LocalNode.Result(_ => creation.ToJsonString());

        (await Client(node).GetTransactionAsync(Transaction))!.To.Should().BeNull();
    }

    [Fact]
    public async Task Another_transaction_than_asked_for_is_refused_and_an_unknown_one_is_null()
    {
        await using var other = LocalNode.Result(_ => TransactionOf(Digest).ToJsonString());
        await using var empty = LocalNode.Result(_ => "null");

        await Client(other).Invoking(c => c.GetTransactionAsync(Transaction)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage($"*is {Digest}, not {Transaction}*");
        (await Client(empty).GetTransactionAsync(Transaction)).Should().BeNull();
    }

    [Theory]
    [InlineData("from", "null", "*from is null, not an address*")]
    [InlineData("value", "\"0x\"", "*value is \"0x\", not a quantity*")]
    [InlineData("value", "\"0x-1\"", "*value is \"0x-1\", not a quantity*")]
    [InlineData("input", "\"0x1\"", "*input is \"0x1\", not hex data*")]
    [InlineData("nonce", "\"7\"", "*nonce is \"7\", not a quantity*")]
    public async Task A_malformed_transaction_is_refused(string field, string value, string message)
    {
        var wrong = TransactionOf(Transaction);
        wrong[field] = JsonNode.Parse(value);
        await using var node = LocalNode.Result(_ => wrong.ToJsonString());

        await Client(node).Invoking(c => c.GetTransactionAsync(Transaction)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage(message);
    }

    [Theory]
    [InlineData("0x0", TransactionStatus.Reverted)]
    [InlineData("0x1", TransactionStatus.Succeeded)]
    public async Task A_receipt_says_how_the_transaction_ended(string status, TransactionStatus expected)
    {
        await using var node = LocalNode.Result(_ => ReceiptOf(Transaction, status));

        (await Client(node).GetReceiptAsync(Transaction)).Should().BeEquivalentTo(new Receipt(Transaction, expected, 45_000, 7, Block, []));
    }

    [Fact]
    public async Task A_receipt_says_what_was_registered_and_passes_over_logs_of_others()
    {
        var foreign = Log(7, 0);
        foreign["address"] = $"{Registrant}";
        var anonymous = Log(7, 1);
        anonymous["topics"] = new JsonArray();
        var other = Log(7, 2);
        other["topics"]![0] = $"{Digest}";
        await using var node = LocalNode.Result(_ => ReceiptOf(Transaction, "0x1", $"{foreign},{anonymous},{other},{Log(7, 3)}"));

        (await Client(node).GetReceiptAsync(Transaction))!.Registrations.Should().Equal(new RegisteredEvent(Digest, Registrant, Transaction, 7, Block, 3));
    }

    [Fact]
    public async Task A_transaction_that_is_not_mined_has_no_receipt()
    {
        await using var node = LocalNode.Result(_ => "null");

        (await Client(node).GetReceiptAsync(Transaction)).Should().BeNull();
    }

    [Fact]
    public async Task A_receipt_of_another_transaction_or_status_is_refused()
    {
        await using var other = LocalNode.Result(_ => ReceiptOf(Digest, "0x1"));
        await using var strange = LocalNode.Result(_ => ReceiptOf(Transaction, "0x2"));

        await Client(other).Invoking(c => c.GetReceiptAsync(Transaction)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage($"*is of {Digest}*");
        await Client(strange).Invoking(c => c.GetReceiptAsync(Transaction)).Should().ThrowAsync<RpcInvalidResponseException>().WithMessage("*status is 2*");
    }

    private static string Word(Address address) => $"0x{new string('0', 24)}{Convert.ToHexStringLower(address.ToBytes())}";

    private static JsonObject Log(long block, long index) => new()
    {
        ["address"] = Contract.ToLowerInvariant(),
        ["topics"] = new JsonArray($"{ImageRegistryAbi.RegisteredTopic}", $"{Digest}", Word(Registrant)),
        ["data"] = "0x",
        ["blockNumber"] = $"0x{block:x}",
        ["blockHash"] = $"{Block}",
        ["transactionHash"] = $"{Transaction}",
        ["logIndex"] = $"0x{index:x}",
    };

    private static JsonObject TransactionOf(Hash32 hash) => new()
    {
        ["hash"] = $"{hash}",
        ["from"] = $"{Registrant}",
        ["nonce"] = "0x7",
        ["to"] = Contract.ToLowerInvariant(),
        ["value"] = $"0x8{new string('0', 63)}",
        ["input"] = "0x01",
        ["gas"] = "0xea60",
    };

    private static string ReceiptOf(Hash32 transaction, string status, string logs = "") =>
        $$"""{"transactionHash":"{{transaction}}","status":"{{status}}","gasUsed":"0xafc8","blockNumber":"0x7","blockHash":"{{Block}}","logs":[{{logs}}]}""";

    private static LocalNode Chain(string chainId, string code) =>
        LocalNode.Result(request => request.GetProperty("method").GetString() == "eth_chainId" ? $"\"{chainId}\"" : $"\"{code}\"");

    private ImageRegistryClient Client(LocalNode node) => new(new JsonRpcClient(_http, node.Url, Quick), Deployed);
}
