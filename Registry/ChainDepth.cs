namespace PathoChain.Registry;

/// <summary>How long a chain is, and how much of it stays.</summary>
/// <param name="Head">Number of the newest block.</param>
/// <param name="Safe">Number of the block with the tag <c>safe</c>; <see langword="null"/> if the node has none.</param>
/// <param name="Finalized">Number of the block with the tag <c>finalized</c>; <see langword="null"/> if the node has none.</param>
public sealed record ChainDepth(long Head, long? Safe, long? Finalized)
{
    /// <summary>Blocks after which a reorganisation is no longer expected where nothing is ever final.</summary>
    public const int UsuallyFinal = 64;

    /// <summary>Blocks behind the head whose state every full node still has.</summary>
    public const int StateKept = 127;

    private const int UnknownBlock = -39001; // Besu and Erigon
    private const int InvalidParameters = -32602; // nodes from before the tags
    private const string NotFound = "block not found"; // geth, whose code stands for anything

    /// <summary>Blocks from <paramref name="block"/> to the head, both included.</summary>
    public long ConfirmationsOf(long block) => Math.Max(Head - block + 1, 0);

    /// <summary>Whether a block has so many confirmations and is final: by the node's tag, or where it has none by its depth.</summary>
    public bool IsFinal(long block, int confirmations) => block <= LastFinal(confirmations);

    /// <summary>Number of the newest block that is final with so many confirmations; below 0 if none is.</summary>
    public long LastFinal(int confirmations) => Math.Min(Head - confirmations + 1, Finalized ?? Head - UsuallyFinal + 1);

    /// <summary>Number of the block whose state says what is settled: the newest final one, or where that is too far back the oldest whose state nodes still have.</summary>
    public long LastSettled(int confirmations) => Math.Max(0, Math.Max(LastFinal(confirmations), Head - StateKept));

    /// <summary>Without tags of the newest block, with which development nodes answer though they can take it back.</summary>
    public ChainDepth WithoutInstantTags() => this with { Safe = Safe < Head ? Safe : null, Finalized = Finalized < Head ? Finalized : null };

    /// <summary>Asks a node.</summary>
    /// <exception cref="RpcException">The node is down, slow, limits its calls, or answers nonsense.</exception>
    public static async Task<ChainDepth> ReadAsync(JsonRpcClient rpc, CancellationToken cancellationToken = default)
    {
        var head = new RpcValue(await rpc.ReadAsync("eth_blockNumber", [], cancellationToken), "eth_blockNumber").AsQuantity();
        return new(head, await TagAsync(rpc, "safe", cancellationToken), await TagAsync(rpc, "finalized", cancellationToken));
    }

    private static async Task<long?> TagAsync(JsonRpcClient rpc, string tag, CancellationToken cancellationToken)
    {
        try
        {
            const string method = "eth_getBlockByNumber";
            var block = new RpcValue(await rpc.ReadAsync(method, [tag, false], cancellationToken), method);
            return block.IsNull ? null : block["number"].AsQuantity();
        }
        catch (RpcErrorException error) when (error.Code is UnknownBlock or InvalidParameters || error.Message.EndsWith(NotFound, StringComparison.Ordinal))
        {
            return null; // Chains without finality know no such tag.
        }
    }
}
