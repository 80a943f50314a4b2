using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace PathoChain.Testing;

/// <summary>
/// Speaks the part of Kubo's RPC that keeps blocks (https://docs.ipfs.tech/reference/kubo/rpc/), as no registry has Kubo itself. It names blocks and follows
/// links by code of its own, and commits the faults that a test chooses.
/// </summary>
public sealed class KuboServer : IAsyncDisposable
{
    private const int MaxBlockBytes = 2 << 20;

    private static readonly JsonSerializerOptions AsNamed = new();

    private readonly WebApplication _app;

    private KuboServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Blocks by CID; a test may damage some, or take them away.</summary>
    public ConcurrentDictionary<string, byte[]> Blocks { get; } = new();

    /// <summary>What is pinned, recursively.</summary>
    public ConcurrentDictionary<string, bool> Pins { get; } = new();

    /// <summary>Commands in the order they came.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>The only <c>Authorization</c> that is let in; <see langword="null"/> lets everybody in.</summary>
    public string? Secret { get; set; }

    /// <summary>Says whether it answered a command in Kubo's place.</summary>
    public Func<string, HttpContext, Task<bool>> Fault { get; set; } = (_, _) => Task.FromResult(false);

    /// <param name="port">Where it listens on loopback; 0 for any free port.</param>
    public static async Task<KuboServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        var server = new KuboServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var command = request.Path.Value!["/api/v0/".Length..];
        if (request.Method != "POST" || (Secret is { } secret && request.Headers.Authorization != secret))
        {
            response.StatusCode = request.Method == "POST" ? StatusCodes.Status403Forbidden : StatusCodes.Status405MethodNotAllowed;
            return;
        }

        Commands.Enqueue(command);
        if (await Fault(command, context))
        {
            return;
        }

        try
        {
            var (query, cid) = (request.Query, request.Query["arg"].FirstOrDefault() ?? "");
            await (command switch
            {
                "block/put" => response.WriteAsJsonAsync(await PutAsync(request), AsNamed),
                "block/get" => response.Body.WriteAsync(Get(cid)).AsTask(),
                "block/rm" => response.WriteAsync(string.Concat(query["arg"].Select(block => Remove(block!, query["force"] == "true") + "\n"))),
                "pin/add" => response.WriteAsJsonAsync(Pin(cid), AsNamed),
                "pin/ls" => response.WriteAsJsonAsync(new { Keys = new Dictionary<string, object> { [Pinned(cid)] = new { Type = "recursive", Name = "" } } }, AsNamed),
                "pin/rm" => response.WriteAsJsonAsync(Unpin(cid), AsNamed),
                _ => throw new CommandException($"{command} is not served here"),
            });
        }
        catch (CommandException refused)
        {
            response.StatusCode = StatusCodes.Status500InternalServerError;
            await response.WriteAsJsonAsync(new { refused.Message, Code = 0, Type = "error" }, AsNamed);
        }
    }

    private async Task<object> PutAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        var form = new MultipartReader(request.GetMultipartBoundary(), request.Body);
        await (await form.ReadNextSectionAsync() ?? throw new CommandException("file argument 'data' is required")).Body.CopyToAsync(buffer);
        var (block, codec) = (buffer.ToArray(), request.Query["cid-codec"].ToString());
        if (block.Length > MaxBlockBytes || request.Query["mhtype"] is not ["sha2-256"] || codec is not ("raw" or "dag-pb"))
        {
            throw new CommandException($"produced block is over {MaxBlockBytes} bytes, or of no kind that is served here");
        }

        var cid = IpldBlock.Name(codec is "dag-pb", block);
        Blocks[cid] = block;
        return new { Key = cid, Size = block.Length };
    }

    private byte[] Get(string cid) => Blocks.TryGetValue(cid, out var block) ? block : throw new CommandException($"block was not found locally (offline): ipld: could not find {cid}");

    private string Remove(string cid, bool force) =>
        Pins.Keys.Any(root => Below(root).Contains(cid)) ? $$"""{"Hash":"{{cid}}","Error":"pinned: recursive"}"""
        : Blocks.TryRemove(cid, out _) || force ? $$"""{"Hash":"{{cid}}"}"""
        : $$"""{"Hash":"{{cid}}","Error":"ipld: could not find {{cid}}"}""";

    private object Pin(string cid)
    {
        foreach (var block in Below(cid))
        {
            _ = Get(block);
        }

        Pins[cid] = true;
        return new { Pins = new[] { cid } };
    }

    private string Pinned(string cid) => Pins.ContainsKey(cid) ? cid : throw new CommandException($"path '{cid}' is not pinned");

    private object Unpin(string cid) => Pins.TryRemove(cid, out _) ? new { Pins = new[] { cid } } : throw new CommandException("not pinned or pinned indirectly");

    private IEnumerable<string> Below(string cid) => [cid, .. IpldBlock.IsNode(cid) ? IpldBlock.Links(Get(cid)).SelectMany(Below) : []];

    private sealed class CommandException(string message) : Exception(message);
}
