using System.Text.Json;
using PathoChain.Api.Hosting;

namespace PathoChain.Api.OpenInference;

/// <summary>The protocol's <c>$inference_request</c>. Parameters are extensions, and none is known here.</summary>
internal sealed record InferRequest(string? Id, IReadOnlyList<InferInput>? Inputs, IReadOnlyList<InferOutput>? Outputs)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false, AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Longest that a body may take, which programs send from memory.</summary>
    public static readonly TimeSpan LongestBody = TimeSpan.FromMinutes(1);

    /// <summary>Reads a body of at most <paramref name="maxBytes"/>.</summary>
    /// <exception cref="OpenInferenceException">It is larger, no JSON, or not of the protocol's shape.</exception>
    /// <exception cref="BadHttpRequestException">It took too long.</exception>
    public static async Task<InferRequest> ReadAsync(HttpRequest request, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new OpenInferenceException(StatusCodes.Status415UnsupportedMediaType, "Send the request as application/json.");
        }

        var body = await BodyDeadline.KeepAsync(LongestBody, time, end => ReadBodyAsync(request, maxBytes, end), cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<InferRequest>(body.Span, Json) ?? throw OpenInferenceException.BadRequest("The body is null.");
        }
        catch (JsonException error)
        {
            throw OpenInferenceException.BadRequest($"The body is no inference request: {error.Message}");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        var bytes = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (bytes.Length + read > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static OpenInferenceException TooLarge(int maxBytes) => new(
        StatusCodes.Status413PayloadTooLarge, $"A request to this model may have {maxBytes} bytes; send fewer images, or fewer digits.");
}

/// <summary>The protocol's <c>$request_input</c>.</summary>
internal sealed record InferInput(string? Name, string? Datatype, IReadOnlyList<long>? Shape, TensorData? Data);

/// <summary>The protocol's <c>$request_output</c>.</summary>
internal sealed record InferOutput(string? Name);
