using System.Text.Json.Nodes;

namespace PathoChain.Registry;

/// <summary>Reads one deployed ImageRegistry through one node.</summary>
/// <remarks>Every call throws an <see cref="RpcException"/> when the node is down, slow, or answers nonsense.</remarks>
public sealed class ImageRegistryClient(JsonRpcClient rpc, Deployment deployment)
{
    /// <summary>The registry that is read.</summary>
    public Deployment Deployment { get; } = deployment;

    /// <summary>The call data of <c>register(digest)</c> in hex, for a wallet to send to the contract.</summary>
    public static string RegisterCall(Hash32 digest) => Hex.Encode(ImageRegistryAbi.Register(digest));

    /// <summary>Number of the newest block.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync("eth_blockNumber", [], cancellationToken)).AsQuantity();

    /// <summary>How long the chain is, and how much of it the node calls safe and finalized.</summary>
    /// <exception cref="RpcException">The node is down, slow, or answers nonsense.</exception>
    public Task<ChainDepth> DepthAsync(CancellationToken cancellationToken = default) => ChainDepth.ReadAsync(rpc, cancellationToken);

    /// <summary>The block of that number in the canonical chain, or <see langword="null"/> if the chain is not that long.</summary>
    public async Task<BlockHeader?> GetBlockAsync(long number, CancellationToken cancellationToken = default)
    {
        var block = await ReadAsync("eth_getBlockByNumber", [Hex.Quantity(number), false], cancellationToken);
        if (block.IsNull)
        {
            return null;
        }

        var actual = block["number"].AsQuantity();
        return actual == number
            ? new(number, block["hash"].AsHash(), block["timestamp"].AsTime())
            : throw new RpcInvalidResponseException($"{block.Path} is block {actual}, not {number}.");
    }

    /// <summary>Checks that the node serves the deployment's chain and that the registry's code is there.</summary>
    /// <exception cref="WrongChainException">It serves another chain.</exception>
    /// <exception cref="ContractMissingException">There is no code at the address, or other code.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken = default)
    {
        var chainId = (await ReadAsync("eth_chainId", [], cancellationToken)).AsQuantity();
        if (chainId != Deployment.ChainId)
        {
            throw new WrongChainException(Deployment.ChainId, chainId);
        }

        await new ContractCode(Deployment.Address, Deployment.CodeHash).VerifyAsync(rpc, cancellationToken);
    }

    /// <summary>The registrations of blocks <paramref name="from"/> to <paramref name="to"/>, both included, in the order of the chain.</summary>
    /// <exception cref="RpcInvalidResponseException">The node sent a log of another contract, event or block.</exception>
    /// <exception cref="RpcResponseTooLargeException">Ask for fewer blocks.</exception>
    public async Task<IReadOnlyList<RegisteredEvent>> GetRegistrationsAsync(long from, long to, CancellationToken cancellationToken = default)
    {
        var filter = new JsonObject
        {
            ["address"] = Deployment.Address.ToString(),
            ["topics"] = new JsonArray(Deployment.Topic.ToString()),
            ["fromBlock"] = Hex.Quantity(from),
            ["toBlock"] = Hex.Quantity(to),
        };
        var logs = await ReadAsync("eth_getLogs", [filter], cancellationToken);
        var events = logs.AsArray().Select(log => RegisteredLog.Read(log, Deployment, from, to));
        return [.. events.OrderBy(e => e.BlockNumber).ThenBy(e => e.LogIndex)];
    }

    /// <summary>The receipt of a transaction, or <see langword="null"/> while it is not mined or not known.</summary>
    public async Task<Receipt?> GetReceiptAsync(Hash32 transaction, CancellationToken cancellationToken = default)
    {
        var receipt = await ReadAsync("eth_getTransactionReceipt", [transaction.ToString()], cancellationToken);
        if (receipt.IsNull)
        {
            return null;
        }

        var actual = receipt["transactionHash"].AsHash();
        var block = receipt["blockNumber"].AsQuantity();
        return actual == transaction
            ? new(
                transaction,
                ReadStatus(receipt["status"]),
                receipt["gasUsed"].AsQuantity(),
                block,
                receipt["blockHash"].AsHash(),
                [.. receipt["logs"].AsArray().Where(log => RegisteredLog.IsOf(Deployment, log)).Select(log => RegisteredLog.Read(log, Deployment, block, block))])
            : throw new RpcInvalidResponseException($"{receipt.Path} is of {actual}, not {transaction}.");
    }

    /// <summary>A transaction, pending or mined, or <see langword="null"/> if the node does not know it.</summary>
    public async Task<Transaction?> GetTransactionAsync(Hash32 transaction, CancellationToken cancellationToken = default)
    {
        var found = await ReadAsync("eth_getTransactionByHash", [transaction.ToString()], cancellationToken);
        if (found.IsNull)
        {
            return null;
        }

        var actual = found["hash"].AsHash();
        return actual == transaction
            ? Transaction.Read(found)
            : throw new RpcInvalidResponseException($"{found.Path} is {actual}, not {transaction}.");
    }

    private static TransactionStatus ReadStatus(RpcValue status) => status.AsQuantity() switch
    {
        0 => TransactionStatus.Reverted,
        1 => TransactionStatus.Succeeded,
        var other => throw new RpcInvalidResponseException($"{status.Path} is {other}, neither 0 nor 1."),
    };

    private async Task<RpcValue> ReadAsync(string method, JsonArray parameters, CancellationToken cancellationToken) =>
        new(await rpc.ReadAsync(method, parameters, cancellationToken), method);
}
