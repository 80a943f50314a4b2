using System.Text.Json;

namespace PathoChain.EndToEnd.Tests.Privacy;

/// <summary>All that a devnet's blocks hold: every block, transaction, receipt and log, as the node gives it.</summary>
internal sealed record ChainContent(IReadOnlyList<JsonElement> Blocks, IReadOnlyList<JsonElement> Transactions, IReadOnlyList<JsonElement> Receipts)
{
    public static async Task<ChainContent> ReadAsync(Devnet devnet)
    {
        var content = new ChainContent([], [], []);
        var head = Convert.ToInt64((await devnet.CallAsync("eth_blockNumber")).GetString(), 16);
        for (var number = 0L; number <= head; number++)
        {
            var block = await devnet.CallAsync("eth_getBlockByNumber", $"0x{number:x}", true);
            var transactions = block.GetProperty("transactions").EnumerateArray().ToList();
            var receipts = new List<JsonElement>();
            foreach (var transaction in transactions)
            {
                receipts.Add(await devnet.CallAsync("eth_getTransactionReceipt", transaction.GetProperty("hash").GetString()!));
            }

            content = new ChainContent([.. content.Blocks, block], [.. content.Transactions, .. transactions], [.. content.Receipts, .. receipts]);
        }

        return content;
    }

    public IEnumerable<JsonElement> Logs => Receipts.SelectMany(receipt => receipt.GetProperty("logs").EnumerateArray());

    /// <summary>Every place in which a part of the canary occurs, with its form.</summary>
    public IEnumerable<string> Leaks() => Blocks.Concat(Receipts).SelectMany(part => Values(part, ""))
        .SelectMany(value => Canary.FormsIn(value.Bytes).Select(form => $"{value.Path}: {form}"));

    private static IEnumerable<(string Path, byte[] Bytes)> Values(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Values(property.Value, $"{path}.{property.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Values(item, $"{path}[{index}]")),
        JsonValueKind.String => [(path, Bytes(json.GetString()!))],
        _ => [],
    };

    private static byte[] Bytes(string hex)
    {
        hex.Should().StartWith("0x", "a node gives bytes and numbers only");
        return Convert.FromHexString(hex.Length % 2 == 0 ? hex[2..] : $"0{hex[2..]}");
    }
}
