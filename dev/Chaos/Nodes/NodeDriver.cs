using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PathoChain.Dev.Chaos.Cases;
using PathoChain.Registry;

namespace PathoChain.Dev.Chaos.Nodes;

/// <summary>Drives a development node: sends, mines, forgets, and takes back. Both nodes know Hardhat's names of these methods; anvil alone reorganises.</summary>
internal sealed class NodeDriver(Uri url) : IDisposable
{
    private static readonly JsonRpcOptions Patient = new() { Timeout = TimeSpan.FromMinutes(1), MaxResponseBytes = 256 * 1024 * 1024 };

    private static readonly string[] PoolParts = ["pending", "queued"];

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public Uri Url => url;

    public void Dispose() => _http.Dispose();

    public Task<JsonElement> CallAsync(string method, params JsonNode?[] parameters) =>
        new JsonRpcClient(_http, url, Patient).SendOnceAsync(method, new JsonArray(parameters));

    public async Task<IReadOnlyList<string>> AccountsAsync() => [.. (await CallAsync("eth_accounts")).EnumerateArray().Select(account => account.GetString()!)];

    public Task StopMiningAsync() => CallAsync("evm_setAutomine", false);

    public Task MineAsync(int blocks = 1) => CallAsync("hardhat_mine", Quantity(blocks));

    public Task DropAsync(string hash) => CallAsync("hardhat_dropTransaction", hash);

    public async Task<long> HeadAsync() => Number(await CallAsync("eth_blockNumber"));

    /// <summary>Nonce of the next transaction, those that wait included.</summary>
    public async Task<long> NonceAsync(string account) => Number(await CallAsync("eth_getTransactionCount", account, "pending"));

    /// <summary>A block by number or tag, with its transactions.</summary>
    public Task<JsonElement> BlockAsync(string block) => CallAsync("eth_getBlockByNumber", block, true);

    public Task<JsonElement> BlockAsync(long number) => BlockAsync(Quantity(number));

    /// <summary>Whether the node knows the transaction, mined or not.</summary>
    public async Task<bool> KnowsAsync(string hash) => (await CallAsync("eth_getTransactionByHash", hash)).ValueKind is JsonValueKind.Object;

    public async Task<SentTransaction> SendAsync(TransactionDraft draft)
    {
        var hash = await CallAsync("eth_sendTransaction", new JsonObject
        {
            ["from"] = draft.From,
            ["to"] = draft.To,
            ["nonce"] = Quantity(draft.Nonce),
            ["data"] = draft.Input,
            ["value"] = Quantity(draft.Value),
            ["gas"] = Quantity(draft.Gas),
            ["maxFeePerGas"] = Quantity(draft.MaxFee),
            ["maxPriorityFeePerGas"] = Quantity(draft.Tip),
        });
        return new SentTransaction(hash.GetString()!, draft);
    }

    /// <summary>Signs typed data (EIP-712) as a wallet does.</summary>
    public async Task<string> SignAsync(string account, JsonElement typedData) =>
        (await CallAsync("eth_signTypedData_v4", account, JsonNode.Parse(typedData.GetRawText()))).GetString()!;

    /// <summary>The signed transaction, as anyone may send it again.</summary>
    public async Task<string> RawAsync(string hash) => (await CallAsync("eth_getRawTransactionByHash", hash)).GetString()!;

    /// <summary>Sends a signed transaction again; the node may refuse it, for its sender may have sent another one in its place.</summary>
    public async Task SendAgainAsync(string raw)
    {
        try
        {
            await CallAsync("eth_sendRawTransaction", raw);
        }
        catch (RpcErrorException)
        {
            // The chain will tell which one it took.
        }
    }

    /// <summary>Waiting transactions: hash and sender, in the order of each sender's nonces.</summary>
    public async Task<IReadOnlyList<(string Hash, string From)>> PoolAsync()
    {
        var content = await CallAsync("txpool_content");
        return
        [
            .. from part in PoolParts
               from account in content.GetProperty(part).EnumerateObject()
               from waiting in account.Value.EnumerateObject().OrderBy(entry => long.Parse(entry.Name, CultureInfo.InvariantCulture))
               select (waiting.Value.GetProperty("hash").GetString()!, waiting.Value.GetProperty("from").GetString()!.ToLowerInvariant()),
        ];
    }

    public Task ForgetAsync(string account) => CallAsync("anvil_removePoolTransactions", account);

    /// <summary>Takes the newest blocks off the chain; their transactions are forgotten.</summary>
    public Task RollBackAsync(int depth) => CallAsync("anvil_rollback", depth);

    /// <summary>Whom the next blocks pay: blocks with the same content and another payee have another hash.</summary>
    public Task SetPayeeAsync(string account) => CallAsync("anvil_setCoinbase", account);

    public async Task<string> CodeAsync(string contract) => (await CallAsync("eth_getCode", contract, "latest")).GetString()!;

    public Task SetCodeAsync(string contract, string code) => CallAsync("anvil_setCode", contract, code);

    /// <summary>Lets the node sign for an address without a key, and gives it money.</summary>
    public async Task ImpersonateAsync(string account)
    {
        await CallAsync("hardhat_impersonateAccount", account);
        await CallAsync("hardhat_setBalance", account, "0x56bc75e2d63100000");
    }

    public static string Quantity(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    public static long Number(JsonElement quantity) => long.Parse(quantity.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
