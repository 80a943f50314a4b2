using System.Text.Json.Nodes;

namespace PathoChain.Registry;

/// <summary>How long a chain is, and how much of it stays.</summary>
/// <param name="Head">Number of the newest block.</param>
/// <param name="Finalized">Number of the block with the tag <c>finalized</c>, or <see langword="null"/> if the node has none.</param>
public sealed record ChainDepth(long Head, long? Finalized)
{
    /// <summary>Blocks after which a reorganisation is no longer expected where nothing is ever final.</summary>
    public const int UsuallyFinal = 64;

    /// <summary>Whether a block has so many confirmations and is final: by the node's tag, or where it has none by its depth.</summary>
    public bool IsFinal(long block, int confirmations)
    {
        var depth = Head - block + 1;
        return depth >= confirmations && (Finalized is { } final ? block <= final : depth >= UsuallyFinal);
    }

    /// <summary>Asks a node.</summary>
    /// <exception cref="RpcException">The node is down, slow, or answers nonsense.</exception>
    public static async Task<ChainDepth> ReadAsync(JsonRpcClient rpc, CancellationToken cancellationToken = default)
    {
        var head = new RpcValue(await rpc.ReadAsync("eth_blockNumber", [], cancellationToken), "eth_blockNumber").AsQuantity();
        return new(head, await FinalizedAsync(rpc, cancellationToken));
    }

    private static async Task<long?> FinalizedAsync(JsonRpcClient rpc, CancellationToken cancellationToken)
    {
        try
        {
            const string method = "eth_getBlockByNumber";
            var block = new RpcValue(await rpc.ReadAsync(method, new JsonArray("finalized", false), cancellationToken), method);
            return block.IsNull ? null : block["number"].AsQuantity();
        }
        catch (RpcErrorException)
        {
            return null; // Chains without finality know no such tag.
        }
    }
}
