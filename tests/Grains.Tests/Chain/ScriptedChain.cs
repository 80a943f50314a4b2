using System.Collections.Concurrent;
using System.Text.Json;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>A chain that a test writes block by block, behind a node that answers for it by JSON-RPC and fails as the test says.</summary>
internal sealed class ScriptedChain : IAsyncDisposable
{
    public const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
    public const string OtherContract = "0x0000000000000000000000000000000000000001";

    private const string Registrant = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    private static readonly byte[] Code = [0x60, 0x01];

    private readonly Lock _turn = new();
    private readonly List<Block> _blocks = [];
    private readonly LocalNode _node;
    private int _made;

    /// <summary>A chain of one block.</summary>
    public ScriptedChain()
    {
        _node = LocalNode.Raw(async (request, token) =>
        {
            await Task.Delay(Hangs(request) ? Timeout.Infinite : 0, token);
            return LocalNode.Http(Answer(request));
        });
        Mine();
    }

    public static Deployment Deployment { get; } =
        new(31337, Address.Parse(Contract), 1, Keccak256.Hash(Code), ImageRegistryAbi.RegisteredTopic);

    public Uri Url => _node.Url;

    public long Head => _blocks.Count - 1;

    /// <summary>The ranges of blocks that were asked for, in their order, each with whether their events were given.</summary>
    public ConcurrentQueue<(long From, long To, bool Given)> Ranges { get; } = [];

    /// <summary>Most blocks that the node gives events of at once.</summary>
    public long LongestRange { get; set; } = long.MaxValue;

    /// <summary>Most blocks that it gives events of before a client loses patience.</summary>
    public long QuickRange { get; set; } = long.MaxValue;

    /// <summary>How many of its newest blocks it has no events of, and does not say so, as a node whose index lags.</summary>
    public long LogsLag { get; set; }

    /// <summary>The contract that its events are said to be of.</summary>
    public string LogAddress { get; set; } = Contract;

    /// <summary>What happens before the answer to a call, given by its method.</summary>
    public Action<string> Meanwhile { get; set; } = _ => { };

    /// <summary>The hashes of the blocks that register a digest.</summary>
    public IEnumerable<string> BlocksOf(Hash32 digest) => _blocks.Where(block => block.Digests.Contains(digest)).Select(block => block.Hash);

    public string HashAt(long block) => _blocks[(int)block].Hash;

    /// <summary>Adds a block that registers these.</summary>
    public void Mine(params Hash32[] digests) => _blocks.Add(new(_blocks.Count, Registrations.Hash($"block {_made++}"), digests));

    /// <summary>Adds empty blocks.</summary>
    public void MineEmpty(int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            Mine();
        }
    }

    /// <summary>Has something happen before the first answer for which the condition holds, given the call's method.</summary>
    public void Once(Predicate<string> condition, Action happens) => Meanwhile = method =>
    {
        if (condition(method))
        {
            Meanwhile = _ => { };
            happens();
        }
    };

    /// <summary>Takes the newest blocks away.</summary>
    public void TakeBack(int blocks) => _blocks.RemoveRange(_blocks.Count - blocks, blocks);

    /// <summary>Another chain, up to the block of the deployment.</summary>
    public void BeginAnew()
    {
        TakeBack(_blocks.Count);
        MineEmpty(2);
    }

    public async ValueTask DisposeAsync() => await _node.DisposeAsync();

    private static long Number(JsonElement quantity) => Convert.ToInt64(quantity.GetString(), 16);

    private static (long From, long To) RangeOf(JsonElement request)
    {
        var filter = request.GetProperty("params")[0];
        return (Number(filter.GetProperty("fromBlock")), Number(filter.GetProperty("toBlock")));
    }

    private bool Hangs(JsonElement request) =>
        request.GetProperty("method").GetString() is "eth_getLogs" && RangeOf(request) is var (from, to) && to - from >= QuickRange;

    private string Answer(JsonElement request)
    {
        lock (_turn)
        {
            var method = request.GetProperty("method").GetString()!;
            Meanwhile(method);
            var id = request.GetProperty("id");
            var first = request.GetProperty("params").EnumerateArray().FirstOrDefault();
            object? result = method switch
            {
                "eth_chainId" => "0x7a69",
                "eth_getCode" => $"0x{Convert.ToHexStringLower(Code)}",
                "eth_blockNumber" => $"0x{Head:x}",
                "eth_getBlockByNumber" => Header(first.GetString()!),
                "eth_getTransactionReceipt" => Receipt(first.GetString()!),
                "eth_getTransactionByHash" => Transaction(first.GetString()!),
                "eth_getLogs" => Logs(request),
                var other => throw new InvalidOperationException($"Nobody should ask for {other}."),
            };
            return result is Refusal
                ? JsonSerializer.Serialize(new { jsonrpc = "2.0", id, error = new { code = -32005, message = "limit exceeded" } })
                : JsonSerializer.Serialize(new { jsonrpc = "2.0", id, result });
        }
    }

    private object? Header(string tag) =>
        tag.StartsWith("0x", StringComparison.Ordinal) && Convert.ToInt64(tag, 16) is var number && number <= Head
            ? new { number = $"0x{number:x}", hash = HashAt(number), timestamp = $"0x{number * 12:x}" }
            : null;

    private object Logs(JsonElement request)
    {
        var (from, to) = RangeOf(request);
        var isGiven = to - from < LongestRange;
        Ranges.Enqueue((from, to, isGiven));
        return isGiven ? _blocks.Where(block => block.Number >= from && block.Number <= Math.Min(to, Head - LogsLag)).SelectMany(LogsOf) : new Refusal();
    }

    private IEnumerable<object> LogsOf(Block block) => block.Digests.Select((digest, index) => new
    {
        address = LogAddress,
        topics = new[] { ImageRegistryAbi.RegisteredTopic.ToString(), digest.ToString(), $"0x{Registrant[2..].PadLeft(64, '0')}" },
        data = "0x",
        blockNumber = $"0x{block.Number:x}",
        blockHash = block.Hash,
        transactionHash = block.Transaction,
        logIndex = $"0x{index:x}",
    });

    private object? Receipt(string transaction) => _blocks.Find(block => block.Transaction == transaction) is { } block
        ? new
        {
            transactionHash = transaction,
            status = "0x1",
            gasUsed = "0xb34c",
            blockNumber = $"0x{block.Number:x}",
            blockHash = block.Hash,
            logs = LogsOf(block),
        }
        : null;

    private object? Transaction(string hash) => _blocks.Exists(block => block.Transaction == hash)
        ? new { hash, from = Registrant, nonce = "0x0", to = Contract, value = "0x0", input = "0x", gas = "0xffff" }
        : null;

    private sealed record Refusal;

    /// <summary>A block, whose digests one transaction registers.</summary>
    private sealed record Block(long Number, string Hash, IReadOnlyList<Hash32> Digests)
    {
        public string Transaction { get; } = Registrations.Hash($"transaction of {Hash}");
    }
}
