using System.Net.Http.Headers;

namespace PathoChain.Content;

/// <summary>
/// An IPFS node: Kubo, or what speaks its RPC (https://docs.ipfs.tech/reference/kubo/rpc/). Blocks are put one by one, so that an image has there the CID
/// that it has here however the node would cut a file up. The node is not asked to look for blocks at others.
/// </summary>
public sealed class KuboNode : IPinningService
{
    /// <summary>Answers that are no block: a word about each block of the largest image.</summary>
    private const int MaxAnswerBytes = 256 << 10;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ServiceCall _call;
    private readonly Uri _api;
    private readonly AuthenticationHeaderValue? _authorization;

    /// <param name="http">Sends the requests. It should follow no redirects.</param>
    /// <param name="options">Where the node is.</param>
    /// <exception cref="ArgumentException">The options name no node.</exception>
    public KuboNode(HttpClient http, KuboOptions options)
    {
        var node = options.RpcUrl ?? throw new ArgumentException("No node is named.", nameof(options));
        _api = new Uri($"{node.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v0/");
        _authorization = options.Authorization is { Length: > 0 } secret ? AuthenticationHeaderValue.Parse(secret) : null;
        _call = new ServiceCall(http, $"{Name} at {node.Scheme}://{node.Authority}", Timeout);
    }

    public string Name => "kubo";

    public async Task PinAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken = default)
    {
        var blocks = await UnixFsFile.CidsAsync(cid, store, cancellationToken).ToListAsync(cancellationToken);
        foreach (var block in Enumerable.Reverse(blocks)) // the root first
        {
            await PutAsync(block, await store.GetAsync(block, cancellationToken), cancellationToken);
        }

        _ = _call.Expect("pin/add", await AskAsync("pin/add", $"arg={cid}&recursive=true&offline=true&fast-provide-root=false&fast-provide-dag=false", cancellationToken));
        var kept = new KeptBlocks(this);
        foreach (var block in blocks)
        {
            _ = await kept.FindAsync(block, cancellationToken) ?? throw _call.Failed("block/get", $"block {block}, which was put and pinned, cannot be read back.");
        }
    }

    public async Task<bool> HoldsAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync("pin/ls", $"arg={cid}&type=recursive&offline=true", cancellationToken);
        return !IsNotPinned(answer)
            && _call.Read("pin/ls", answer, json => json.GetProperty("Keys").TryGetProperty(cid.ToString(), out _))
            && await new KeptBlocks(this).FindAsync(cid, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    /// <remarks>The root came first and goes last, so that the others are found by it, also where either was interrupted.</remarks>
    public async Task UnpinAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        var blocks = await UnixFsFile.CidsAsync(cid, new KeptBlocks(this), cancellationToken).ToListAsync(cancellationToken);
        var unpinned = await AskAsync("pin/rm", $"arg={cid}&recursive=true&offline=true", cancellationToken);
        _ = IsNotPinned(unpinned) ? unpinned : _call.Expect("pin/rm", unpinned);

        // Unpinned alone, they would stay until the node collects garbage, which many never do.
        var arguments = string.Join('&', blocks.Select(block => $"arg={block}"));
        var removed = _call.Expect("block/rm", await AskAsync("block/rm", $"force=true&{arguments}", cancellationToken));
        if (removed.Lines.FirstOrDefault(line => line.Contains("\"Error\"", StringComparison.Ordinal)) is { } refused)
        {
            throw _call.Failed("block/rm", $"not all blocks went: {ServiceAnswer.Quoted(refused)}");
        }
    }

    public async Task RestoreAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken = default)
    {
        var found = new KeptBlocks(this);
        _ = await found.GetAsync(cid, cancellationToken); // without the root, the others could not be told
        foreach (var block in Enumerable.Reverse(await UnixFsFile.CidsAsync(cid, found, cancellationToken).ToListAsync(cancellationToken)))
        {
            if (await store.FindAsync(block, cancellationToken) is null)
            {
                await store.PutBackAsync(cid, block, await found.GetAsync(block, cancellationToken), cancellationToken);
            }
        }
    }

    private static bool IsNotPinned(ServiceAnswer answer) => !answer.IsSuccess && answer.Quote.Contains("not pinned", StringComparison.Ordinal);

    private async Task PutAsync(Cid cid, byte[] block, CancellationToken cancellationToken)
    {
        var codec = cid.Codec is CidCodec.Raw ? "raw" : "dag-pb";
        using var form = new MultipartFormDataContent { { new ByteArrayContent(block) { Headers = { ContentType = new("application/octet-stream") } }, "data", "data" } };
        var answer = await AskAsync("block/put", $"cid-codec={codec}&mhtype=sha2-256&pin=false", cancellationToken, form);
        if (_call.Read("block/put", answer, json => json.GetProperty("Key").GetString()) is var key && key != cid.ToString())
        {
            throw _call.Failed("block/put", $"block {cid} was named {ServiceAnswer.Quoted(key)} there.");
        }
    }

    private Task<ServiceAnswer> AskAsync(string command, string query, CancellationToken cancellationToken, HttpContent? body = null, int maxBytes = MaxAnswerBytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_api, $"{command}?{query}")) { Content = body };
        request.Headers.Authorization = _authorization;
        return _call.SendAsync(request, command, maxBytes, cancellationToken);
    }

    /// <summary>The blocks that the node has.</summary>
    private sealed class KeptBlocks(KuboNode node) : IBlockSource
    {
        public async Task<byte[]> GetAsync(Cid cid, CancellationToken cancellationToken = default)
        {
            var answer = await node.AskAsync("block/get", $"arg={cid}&offline=true", cancellationToken, maxBytes: LocalBlockStore.MaxBlockBytes);
            if (!answer.IsSuccess && answer.Quote.Contains("not find", StringComparison.Ordinal))
            {
                throw new BlockStoreException(BlockProblem.Missing, $"Block {cid} is not at {node.Name}.");
            }

            LocalBlockStore.Verify(cid, node._call.Expect("block/get", answer).Body, $"were given by {node.Name} as");
            return answer.Body;
        }
    }
}
