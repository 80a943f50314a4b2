using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PathoChain.Api.OpenInference;

/// <summary>What the description of the HTTP API would lack of endpoints that read names and body by themselves.</summary>
internal static partial class OpenInferenceDocument
{
    /// <summary>Declares the names in the path.</summary>
    public static Task DeclareNames(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters = [.. Names.Matches(context.Description.RelativePath!).Select(name => new OpenApiParameter
        {
            Name = name.Groups[1].Value,
            In = ParameterLocation.Path,
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        })];
        return Task.CompletedTask;
    }

    /// <summary>Declares the body.</summary>
    public static async Task DeclareRequest(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) =>
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(InferRequest), null, cancellationToken) },
            },
        };

    /// <summary>Says what its converter takes for <see cref="TensorData"/>.</summary>
    public static Task DescribeData(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(TensorData))
        {
            schema.Type = JsonSchemaType.Array;
        }

        return Task.CompletedTask;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names { get; }
}
