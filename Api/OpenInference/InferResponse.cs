using System.Text.Json.Serialization;

namespace PathoChain.Api.OpenInference;

/// <summary>The protocol's <c>$inference_response</c>.</summary>
internal sealed record InferResponse(
    [property: JsonPropertyName("model_name")] string ModelName,
    [property: JsonPropertyName("model_version")] string ModelVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    IReadOnlyList<ResponseOutput> Outputs);

/// <summary>The protocol's <c>$response_output</c>; data is flat, in row-major order.</summary>
internal sealed record ResponseOutput(string Name, string Datatype, IReadOnlyList<long> Shape, IReadOnlyList<float> Data);

/// <summary>The protocol's <c>$metadata_model_response</c>.</summary>
internal sealed record ModelMetadata(
    string Name, IReadOnlyList<string> Versions, string Platform, IReadOnlyList<TensorMetadata> Inputs, IReadOnlyList<TensorMetadata> Outputs);

/// <summary>The protocol's <c>$metadata_tensor</c>; -1 stands for any length.</summary>
internal sealed record TensorMetadata(string Name, string Datatype, IReadOnlyList<long> Shape);

/// <summary>The protocol's <c>$metadata_server_response</c>.</summary>
internal sealed record ServerMetadata(string Name, string Version, IReadOnlyList<string> Extensions);

internal sealed record ServerLive(bool Live);

internal sealed record ServerReady(bool Ready);

internal sealed record ModelReady(string Name, bool Ready);
