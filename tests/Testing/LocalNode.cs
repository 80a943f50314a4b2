using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PathoChain.Testing;

/// <summary>A listener on a free port that answers each request with the bytes that a test chooses, however wrong they are.</summary>
public sealed class LocalNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<JsonElement, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;
    private int _requests;

    private LocalNode(Func<JsonElement, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}/secret-access-key");

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Answers with what <paramref name="respond"/> makes of each JSON-RPC request, as raw HTTP.</summary>
    public static LocalNode Raw(Func<JsonElement, string> respond) =>
        new((request, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(respond(request)), token).AsTask());

    /// <summary>Answers with what <paramref name="respond"/> makes of each JSON-RPC request in its own time, as raw HTTP.</summary>
    public static LocalNode Raw(Func<JsonElement, CancellationToken, Task<string>> respond) =>
        new(async (request, stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(await respond(request, token)), token));

    /// <summary>Answers with a body, the given status and its right length.</summary>
    public static LocalNode Body(Func<JsonElement, string> body, string status = "200 OK", string type = "application/json") =>
        Raw(request => Http(body(request), status, type));

    /// <summary>Answers properly, with the result that <paramref name="result"/> gives in JSON.</summary>
    public static LocalNode Result(Func<JsonElement, string> result) =>
        Body(request => $$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":{{result(request)}}}""");

    /// <summary>Sends <paramref name="start"/> of an answer and then nothing more.</summary>
    public static LocalNode Silent(string start = "") => new(async (_, stream, token) =>
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(start), token);
        await Task.Delay(Timeout.Infinite, token);
    });

    public static string Http(string body, string status = "200 OK", string type = "application/json") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving; // which may be about to accept, and could not from a listener that is stopped
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var request = await ReadRequestAsync(stream, _stop.Token);
                Interlocked.Increment(ref _requests);
                await _answer(request, stream, _stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The client or the test has gone.
            }
        }
    }

    private static async Task<JsonElement> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var length = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header["Content-Length: ".Length..]);
            }
        }

        var body = new char[length];
        return await reader.ReadBlockAsync(body, cancellationToken) == length && length > 0
            ? JsonElement.Parse(new string(body))
            : throw new EndOfStreamException("The client went before its request was complete.");
    }
}
