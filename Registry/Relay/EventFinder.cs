using System.Text.Json.Nodes;

namespace PathoChain.Registry.Relay;

/// <summary>Where on the chain an event lies.</summary>
/// <param name="TransactionHash">The transaction that it came in.</param>
/// <param name="BlockNumber">Its block.</param>
/// <param name="BlockHash">That block's hash.</param>
public sealed record EventPlace(Hash32 TransactionHash, long BlockNumber, Hash32 BlockHash);

/// <summary>Finds the one event that a record of the registry left, whatever transaction it came in.</summary>
/// <remarks>Every call throws an <see cref="RpcException"/> when the node is down, slow, or answers nonsense.</remarks>
public sealed class EventFinder(JsonRpcClient rpc, Deployment deployment)
{
    private readonly LogRange _range = new();

    /// <summary>Where <paramref name="registrant"/> registered <paramref name="digest"/>, looking back from block <paramref name="head"/> to <paramref name="first"/>.</summary>
    public Task<EventPlace?> RegisteredAsync(Hash32 digest, Address registrant, long first, long head, CancellationToken cancellationToken = default) =>
        FindAsync([ImageRegistryAbi.RegisteredTopic, digest, Word(registrant)], first, head, cancellationToken);

    /// <summary>Where <paramref name="anchorer"/> anchored <paramref name="root"/>, looking back from block <paramref name="head"/> to <paramref name="first"/>.</summary>
    public Task<EventPlace?> AnchoredAsync(Hash32 root, Address anchorer, long first, long head, CancellationToken cancellationToken = default) =>
        FindAsync([ImageRegistryAbi.AnchoredTopic, root, Word(anchorer)], first, head, cancellationToken);

    private static Hash32 Word(Address address) => Hash32.FromBytes(AbiValue.Of(address).Encoding);

    private async Task<EventPlace?> FindAsync(Hash32[] topics, long first, long head, CancellationToken cancellationToken)
    {
        first = Math.Max(first, deployment.DeploymentBlock);
        EventPlace? found = null;
        var to = head;
        while (to >= first && found is null)
        {
            var from = _range.Start(first, to);
            try
            {
                found = await FindInAsync(topics, from, to, cancellationToken);
                _range.Grow();
                to = from - 1;
            }
            catch (RpcException failure) when (_range.Halve(failure, from, to))
            {
            }
        }

        return found;
    }

    private async Task<EventPlace?> FindInAsync(Hash32[] topics, long from, long to, CancellationToken cancellationToken)
    {
        var filter = new JsonObject
        {
            ["address"] = deployment.Address.ToString(),
            ["topics"] = new JsonArray([.. topics.Select(topic => JsonValue.Create(topic.ToString()))]),
            ["fromBlock"] = Hex.Quantity(from),
            ["toBlock"] = Hex.Quantity(to),
        };
        var logs = new RpcValue(await rpc.ReadAsync("eth_getLogs", [filter], cancellationToken), "eth_getLogs").AsArray();
        return logs.Count == 0 ? null : Read(logs[0], topics, from, to);
    }

    /// <exception cref="RpcInvalidResponseException">The log is of another contract, event or block, or is malformed.</exception>
    private EventPlace Read(RpcValue log, Hash32[] topics, long from, long to)
    {
        var block = log["blockNumber"].AsQuantity();
        var isAskedFor = log["address"].AsAddress() == deployment.Address
            && log["topics"].AsArray().Select(topic => topic.AsHash()).SequenceEqual(topics)
            && block >= from && block <= to;
        return isAskedFor
            ? new(log["transactionHash"].AsHash(), block, log["blockHash"].AsHash())
            : throw new RpcInvalidResponseException($"{log.Path} is not of the contract, topics and blocks that were asked for.");
    }
}
