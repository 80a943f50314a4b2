using PathoChain.Api.OpenInference;

namespace PathoChain.Api.Hosting;

/// <summary>The description of the HTTP API, <c>GET /openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static void AddTo(IServiceCollection services) => services.AddOpenApi(options => options
        .AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version, document.Info.Description) = ("PathoChain", ProductVersion.Text, IntendedUse.Statement);
            return Task.CompletedTask;
        })
        .AddSchemaTransformer(OpenInferenceDocument.DescribeData));
}
