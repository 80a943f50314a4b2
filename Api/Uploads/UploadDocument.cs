using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PathoChain.Api.Uploads;

/// <summary>What the description of the HTTP API would lack of an upload, whose header and form are read by hand.</summary>
internal static class UploadDocument
{
    public static Task Declare(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = true,
            Description = $"1 to {IdempotencyKey.MaxLength} visible ASCII characters, such as a random UUID: a new one for each file, the same one to try again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength },
        });
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { UploadReader.Field },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            [UploadReader.Field] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The image; its name is not kept." },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }
}
