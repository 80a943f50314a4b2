using System.Net;
using System.Text.Json;

namespace PathoChain.Testing;

/// <summary>What goes wrong with one JSON-RPC call.</summary>
public enum Fault
{
    None,

    /// <summary>The call never reaches the node.</summary>
    Lost,

    /// <summary>The node does it, but its answer never comes back.</summary>
    AnswerLost,
}

/// <summary>Stands in front of a real node and loses the calls or answers that a test chooses.</summary>
public sealed class FaultyNode : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly Uri _node;
    private readonly Task _serving;

    public FaultyNode(Uri node)
    {
        (_node, Url) = (node, new Uri($"http://127.0.0.1:{FreePort.Next()}/"));
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>Chooses by the method's name; may be changed at any time.</summary>
    public Func<string, Fault> Choose { get; set; } = _ => Fault.None;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var fault = Choose(JsonElement.Parse(body.ToArray()).GetProperty("method").GetString()!);
            if (fault is Fault.Lost)
            {
                context.Response.Abort();
                return;
            }

            using var answer = await _http.PostAsync(_node, new ByteArrayContent(body.ToArray()) { Headers = { ContentType = new("application/json") } });
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            if (fault is Fault.AnswerLost)
            {
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpRequestException or HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The node is down, or the client or the test went away.
            context.Response.Abort();
        }
    }
}
