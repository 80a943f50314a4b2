using System.Text.Json.Nodes;

namespace PathoChain.Registry;

/// <summary>An account whose key the node holds, as a devnet's do. Development and tests only: people sign with their own wallets.</summary>
public sealed class UnlockedAccount
{
    private static readonly TimeSpan ReceiptInterval = TimeSpan.FromMilliseconds(50);
    private readonly JsonRpcClient _rpc;

    private UnlockedAccount(JsonRpcClient rpc, Address address) => (_rpc, Address) = (rpc, address);

    public Address Address { get; }

    /// <summary>The node's account at <paramref name="index"/>, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The node holds fewer accounts.</exception>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public static async Task<UnlockedAccount> OpenAsync(JsonRpcClient rpc, int index, CancellationToken cancellationToken = default)
    {
        var accounts = new RpcValue(await rpc.ReadAsync("eth_accounts", [], cancellationToken), "eth_accounts").AsArray();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, accounts.Count);
        return new(rpc, accounts[index].AsAddress());
    }

    /// <summary>Sends a transaction, once.</summary>
    /// <param name="to">The contract.</param>
    /// <param name="data">Call data in hex.</param>
    /// <param name="cancellationToken">Stops waiting; the transaction may have been sent.</param>
    /// <exception cref="TransactionRevertedException">The contract would refuse it, so it was not sent.</exception>
    /// <exception cref="RpcException">The node does not answer; the transaction may have been sent.</exception>
    public async Task<Hash32> SendAsync(Address to, string data, CancellationToken cancellationToken = default)
    {
        var transaction = new JsonObject { ["from"] = Address.ToString(), ["to"] = to.ToString(), ["data"] = data };
        try
        {
            var hash = await _rpc.SendOnceAsync("eth_sendTransaction", [transaction], cancellationToken);
            return new RpcValue(hash, "eth_sendTransaction").AsHash();
        }
        catch (RpcErrorException error) when (error.RevertData is { } revert)
        {
            throw new TransactionRevertedException(ImageRegistryAbi.DecodeRevert(revert.Span), error);
        }
    }

    /// <summary>Registers a digest and waits until it is mined.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<Receipt> RegisterAsync(ImageRegistryClient registry, Hash32 digest, CancellationToken cancellationToken = default)
    {
        var transaction = await SendAsync(registry.Deployment.Address, ImageRegistryClient.RegisterCall(digest), cancellationToken);
        while (true)
        {
            if (await registry.GetReceiptAsync(transaction, cancellationToken) is { } receipt)
            {
                return receipt;
            }

            await Task.Delay(ReceiptInterval, cancellationToken);
        }
    }
}
