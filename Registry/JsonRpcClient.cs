using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace PathoChain.Registry;

/// <summary>Calls one Ethereum node by JSON-RPC 2.0 over HTTP; safe for concurrent use.</summary>
/// <remarks>The node is not trusted: time and size are bounded, and whatever is no answer becomes an <see cref="RpcException"/>.</remarks>
public sealed class JsonRpcClient
{
    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly JsonRpcOptions _options;
    private readonly ResiliencePipeline _retries;
    private long _lastId;

    /// <param name="http">Sends the requests. It should follow no redirects, and its own timeout should be longer than that of <paramref name="options"/>.</param>
    /// <param name="endpoint">The node. Its path and query may hold an access key and are never shown.</param>
    /// <param name="options">Time and size limits.</param>
    public JsonRpcClient(HttpClient http, Uri endpoint, JsonRpcOptions? options = null)
    {
        _http = http;
        _endpoint = endpoint;
        _options = options ?? new();
        _retries = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.Retries,
                Delay = _options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder()
                    .Handle<RpcUnreachableException>()
                    .Handle<RpcTimeoutException>()
                    .Handle<RpcInvalidResponseException>(),
            })
            .Build();
    }

    // Only scheme, host and port: providers put the access key into the path.
    private string Node => $"{_endpoint.Scheme}://{_endpoint.Authority}";

    /// <summary>Calls a method that changes nothing, and repeats it with back-off when the node does not answer properly.</summary>
    /// <returns>The result, which may be JSON's null.</returns>
    /// <exception cref="RpcException">No result was had.</exception>
    public async Task<JsonElement> ReadAsync(string method, JsonArray parameters, CancellationToken cancellationToken = default) =>
        await _retries.ExecuteAsync(async token => await SendOnceAsync(method, parameters, token), cancellationToken);

    /// <summary>Calls any method, exactly once: what changes the chain must not be repeated blindly.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<JsonElement> SendOnceAsync(string method, JsonArray parameters, CancellationToken cancellationToken = default)
    {
        var id = Interlocked.Increment(ref _lastId);
        var (status, body) = await PostAsync(method, JsonRpcMessage.Request(id, method, parameters), cancellationToken);
        return JsonRpcMessage.ReadResult(body, id, $"{method} at {Node} (HTTP {(int)status})");
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string method, byte[] request, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.Timeout);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, _endpoint)
            {
                Content = new ByteArrayContent(request) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            await response.Content.LoadIntoBufferAsync(_options.MaxResponseBytes, timeout.Token);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(timeout.Token));
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcTimeoutException($"{method} at {Node}: no answer within {_options.Timeout.TotalSeconds:0.###} s.", canceled);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new RpcResponseTooLargeException($"{method} at {Node}: the answer is larger than {_options.MaxResponseBytes} bytes. Ask for fewer blocks.", failure);
        }
        catch (HttpRequestException failure)
        {
            throw new RpcUnreachableException($"{method} at {Node}: {failure.Message} Check that the node runs there.", failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // A connection that is reset while it is made comes as the bare error of the socket.
            throw new RpcUnreachableException($"{method} at {Node}: the connection broke: {failure.Message}", failure);
        }
    }
}
