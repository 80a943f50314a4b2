using System.Text.Json.Nodes;

namespace PathoChain.Registry.Tracking;

/// <summary>Which transaction used an account's nonce.</summary>
internal sealed class NonceHistory(JsonRpcClient rpc)
{
    /// <summary>How many transactions of an account are mined up to the newest block: its next nonce.</summary>
    public async Task<long> NextAsync(Address account, CancellationToken cancellationToken) => await CountAsync(account, "latest", cancellationToken);

    /// <summary>
    /// The mined transaction with a nonce that is used: its block is the first after which the account's count is greater, found by halving the last
    /// <see cref="ChainDepth.StateKept"/> blocks. <see langword="null"/> where it is older, or the node cannot tell.
    /// </summary>
    public async Task<Transaction?> FindUserAsync(Address account, long nonce, CancellationToken cancellationToken)
    {
        try
        {
            var after = (await ReadAsync("eth_blockNumber", [], cancellationToken)).AsQuantity();
            var before = Math.Max(after - ChainDepth.StateKept, 0);
            if (await IsUsedAsync(account, nonce, before, cancellationToken))
            {
                return null;
            }

            while (after - before > 1)
            {
                var middle = before + ((after - before) / 2);
                (before, after) = await IsUsedAsync(account, nonce, middle, cancellationToken) ? (before, middle) : (middle, after);
            }

            return await InBlockAsync(account, nonce, after, cancellationToken);
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private async Task<bool> IsUsedAsync(Address account, long nonce, long block, CancellationToken cancellationToken) =>
        await CountAsync(account, Hex.Quantity(block), cancellationToken) > nonce;

    private async Task<long> CountAsync(Address account, string block, CancellationToken cancellationToken) =>
        (await ReadAsync("eth_getTransactionCount", [account.ToString(), block], cancellationToken)).AsQuantity();

    private async Task<Transaction?> InBlockAsync(Address account, long nonce, long block, CancellationToken cancellationToken)
    {
        var transactions = (await ReadAsync("eth_getBlockByNumber", [Hex.Quantity(block), true], cancellationToken))["transactions"].AsArray();
        return transactions
            .Where(transaction => transaction["from"].AsAddress() == account && transaction["nonce"].AsQuantity() == nonce)
            .Select(Transaction.Read)
            .SingleOrDefault();
    }

    private async Task<RpcValue> ReadAsync(string method, JsonArray parameters, CancellationToken cancellationToken) =>
        new(await rpc.ReadAsync(method, parameters, cancellationToken), method);
}
