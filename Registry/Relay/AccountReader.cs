using System.Text.Json.Nodes;

namespace PathoChain.Registry.Relay;

/// <summary>Reads what an account that sends transactions must know, from one node.</summary>
/// <remarks>Every call throws an <see cref="RpcException"/> when the node is down, slow, or answers nonsense.</remarks>
public sealed class AccountReader(JsonRpcClient rpc)
{
    private const int UnknownMethod = -32601; // JSON-RPC 2.0 section 5.1
    private const long UsualTip = 1_000_000_000;

    /// <summary>How many transactions of <paramref name="account"/> are mined up to the block <paramref name="number"/>: its next nonce.</summary>
    public async Task<long> TransactionCountAsync(Address account, long number, CancellationToken cancellationToken = default) =>
        (await ReadAsync("eth_getTransactionCount", [account.ToString(), Hex.Quantity(number)], cancellationToken)).AsQuantity();

    /// <summary>What is likely to be mined soon.</summary>
    /// <param name="limit">Most that may be offered.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<Fees> SuggestFeesAsync(long limit, CancellationToken cancellationToken = default)
    {
        var block = await ReadAsync("eth_getBlockByNumber", ["latest", false], cancellationToken);
        return Fees.Suggest(block["baseFeePerGas"].AsQuantity(), await TipAsync(cancellationToken), limit);
    }

    /// <summary>What a call would use if it were mined now.</summary>
    public async Task<GasEstimate> EstimateAsync(Address from, Address to, string data, CancellationToken cancellationToken = default)
    {
        var call = new JsonObject { ["from"] = from.ToString(), ["to"] = to.ToString(), ["data"] = data };
        try
        {
            return new Estimated((await ReadAsync("eth_estimateGas", [call], cancellationToken)).AsQuantity());
        }
        catch (RpcErrorException error)
        {
            return error.RevertData is { } revert ? new WouldRevert(ImageRegistryAbi.DecodeRevert(revert.Span)) : new Unanswered(error.Message);
        }
    }

    private async Task<long> TipAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync("eth_maxPriorityFeePerGas", [], cancellationToken)).AsQuantity();
        }
        catch (RpcErrorException error) when (error.Code is UnknownMethod)
        {
            return UsualTip; // An extension that not every node has.
        }
    }

    private async Task<RpcValue> ReadAsync(string method, JsonArray parameters, CancellationToken cancellationToken) =>
        new(await rpc.ReadAsync(method, parameters, cancellationToken), method);
}

/// <summary>What a call would do if it were mined now.</summary>
public abstract record GasEstimate;

/// <summary>It would pass and use so much gas.</summary>
public sealed record Estimated(long Gas) : GasEstimate;

/// <summary>The contract would refuse it.</summary>
public sealed record WouldRevert(RevertReason Reason) : GasEstimate;

/// <summary>The node answers with an error that does not say what the contract would do: some nodes leave that out, and some calls need more gas than they grant.</summary>
public sealed record Unanswered(string Reason) : GasEstimate;
