using System.Text.Json;
using PathoChain.Api.Hosting;
using PathoChain.Grains;

namespace PathoChain.Api.OpenInference;

/// <summary>The protocol's <c>$inference_request</c>. Parameters are extensions, and none is known here.</summary>
/// <param name="Inputs">One: the images.</param>
/// <param name="Id">Comes back in the answer.</param>
/// <param name="Outputs">Those that are wanted; all if there are none.</param>
internal sealed record InferRequest(InferInputs? Inputs, string? Id = null, InferOutputs? Outputs = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false, AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Longest that a body may take, which programs send from memory.</summary>
    public static readonly TimeSpan LongestBody = TimeSpan.FromMinutes(1);

    /// <summary>Reads a body of at most <paramref name="maxBytes"/>, as far as there is room for it in <paramref name="share"/>.</summary>
    /// <exception cref="OpenInferenceException">It is larger, or no JSON by its type.</exception>
    /// <exception cref="ClassifierBusyException">There is no room for it.</exception>
    /// <exception cref="BadHttpRequestException">It took too long.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, BodyBudget.Share share, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new OpenInferenceException(StatusCodes.Status415UnsupportedMediaType, "Send the request as application/json.");
        }

        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        return BodyDeadline.KeepAsync(LongestBody, time, end => BoundedBody.ReadAsync(request.Body, Admit, end), cancellationToken);

        void Admit(long bytes)
        {
            if (bytes > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            if (!share.TryGrowTo(bytes))
            {
                throw TooMany();
            }
        }
    }

    /// <exception cref="OpenInferenceException">It is no JSON, or not of the protocol's shape.</exception>
    public static InferRequest Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<InferRequest>(body, Json) ?? throw OpenInferenceException.BadRequest("The body is null.");
        }
        catch (JsonException error)
        {
            throw OpenInferenceException.BadRequest($"The body is no inference request: {error.Message}");
        }
    }

    public static ClassifierBusyException TooMany() => new("Too many requests at once; send this one again in a few seconds.");

    private static OpenInferenceException TooLarge(int maxBytes) => new(
        StatusCodes.Status413PayloadTooLarge, $"A request to this model may have {maxBytes} bytes; send fewer images, or fewer digits.");
}

/// <summary>The protocol's <c>$request_input</c>.</summary>
/// <param name="Name">As the model's metadata say.</param>
/// <param name="Datatype"><c>FP32</c>.</param>
/// <param name="Shape">Number of images, 3, height and width.</param>
/// <param name="Data">Numbers in 0..1, in row-major order: flat, or nested as the shape says.</param>
internal sealed record InferInput(string? Name, string? Datatype, InferShape? Shape, TensorData? Data);

/// <summary>The protocol's <c>$request_output</c>.</summary>
internal sealed record InferOutput(string? Name);
