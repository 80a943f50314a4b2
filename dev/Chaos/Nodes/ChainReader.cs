using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PathoChain.Dev.Chaos.Judging;
using PathoChain.Registry;

namespace PathoChain.Dev.Chaos.Nodes;

/// <summary>Reads the whole chain from the node, block by block, without the code that the API reads it with.</summary>
internal sealed class ChainReader(NodeDriver node, string registry)
{
    private const int LogRange = 1_000;

    private static readonly string RegisteredTopic = Keccak256.Hash(Encoding.ASCII.GetBytes("Registered(bytes32,address)")).ToString();

    /// <param name="hashes">Transactions of which to find out whether they wait.</param>
    public async Task<FinalChain> ReadAsync(IEnumerable<string> hashes)
    {
        var head = await node.HeadAsync();
        var mined = new List<MinedTransaction>();
        for (var number = 0L; number <= head; number++)
        {
            foreach (var transaction in (await node.BlockAsync(number)).GetProperty("transactions").EnumerateArray())
            {
                mined.Add(await MinedAsync(transaction, number));
            }
        }

        var pending = new HashSet<string>();
        foreach (var hash in hashes.Except(mined.Select(transaction => transaction.Hash)))
        {
            if (await node.KnowsAsync(hash))
            {
                pending.Add(hash);
            }
        }

        return new FinalChain(head, await TagAsync("safe", head), await TagAsync("finalized", head), await RegistrationsAsync(), mined, pending);
    }

    private async Task<MinedTransaction> MinedAsync(JsonElement transaction, long block)
    {
        var hash = transaction.GetProperty("hash").GetString()!;
        var receipt = await node.CallAsync("eth_getTransactionReceipt", hash);
        return new MinedTransaction(
            hash,
            transaction.GetProperty("from").GetString()!.ToLowerInvariant(),
            NodeDriver.Number(transaction.GetProperty("nonce")),
            transaction.TryGetProperty("to", out var to) && to.GetString() is { } address ? address.ToLowerInvariant() : "",
            transaction.GetProperty("input").GetString()!,
            NodeDriver.Number(receipt.GetProperty("status")) == 1,
            block);
    }

    /// <summary>All events that register a digest.</summary>
    public async Task<IReadOnlyList<ChainRegistration>> RegistrationsAsync()
    {
        var head = await node.HeadAsync();
        var found = new List<ChainRegistration>();
        for (var from = 0L; from <= head; from += LogRange)
        {
            var logs = await node.CallAsync("eth_getLogs", new JsonObject
            {
                ["address"] = registry,
                ["topics"] = new JsonArray(RegisteredTopic),
                ["fromBlock"] = NodeDriver.Quantity(from),
                ["toBlock"] = NodeDriver.Quantity(Math.Min(from + LogRange - 1, head)),
            });
            found.AddRange(logs.EnumerateArray().Select(Registration));
        }

        return found;
    }

    private static ChainRegistration Registration(JsonElement log) => new(
        log.GetProperty("topics")[1].GetString()!,
        $"0x{log.GetProperty("topics")[2].GetString()![^40..]}",
        log.GetProperty("transactionHash").GetString()!,
        NodeDriver.Number(log.GetProperty("blockNumber")),
        log.GetProperty("blockHash").GetString()!);

    /// <summary>Number of a tag's block, or -1 if that is the newest one: Hardhat, which calls every block final, can take it back all the same.</summary>
    private async Task<long> TagAsync(string tag, long head)
    {
        var number = NodeDriver.Number((await node.BlockAsync(tag)).GetProperty("number"));
        return number < head ? number : -1;
    }
}
