using PathoChain.Api.Hosting;
using PathoChain.Grains;

namespace PathoChain.Api.OpenInference;

/// <summary>
/// Open Inference Protocol v2 over REST (https://github.com/kserve/open-inference-protocol), as Triton and KServe speak it: each model by itself, on
/// inputs that are ready. Nothing of it is stored, and the ensemble has no part in it.
/// </summary>
internal static class OpenInferenceApi
{
    public static void MapOpenInference(this WebApplication app)
    {
        var v2 = app.MapGroup("/v2").WithTags("Open Inference Protocol v2").AddEndpointFilter(OpenInferenceErrors.FilterAsync);
        v2.MapGet("", () => new ServerMetadata("pathochain", ProductVersion.Text, []))
            .WithName("InferenceServer").WithSummary("What this server is");
        v2.MapGet("/health/live", () => new ServerLive(true))
            .WithName("InferenceLive").WithSummary("That it answers");
        v2.MapGet("/health/ready", ReadyAsync)
            .WithName("InferenceReady").WithSummary("That every model is loaded");

        var models = v2.MapGroup("/models/{model}");
        models.AddOpenApiOperationTransformer(OpenInferenceDocument.DeclareNames);
        models.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(OpenInferenceError), ["application/json"]));
        foreach (var (path, suffix) in new[] { ("", ""), ("/versions/{version}", "Version") })
        {
            models.MapGet(path, async (HttpContext context, IGrainFactory grains) => (await FindAsync(context, grains)).Metadata)
                .WithName($"InferenceModel{suffix}").WithSummary("Inputs and outputs of a model");
            models.MapGet($"{path}/ready", async (HttpContext context, IGrainFactory grains) => new ModelReady((await FindAsync(context, grains)).Name, true))
                .WithName($"InferenceModelReady{suffix}").WithSummary("That a model is loaded");
            models.MapPost($"{path}/infer", async (HttpContext context, IGrainFactory grains, InferIntake intake) =>
                    await intake.InferAsync(await FindAsync(context, grains), context.Request, context.RequestAborted))
                .WithName($"Infer{suffix}").WithSummary("What a model gives for images as a tensor in 0..1")
                .Produces<InferResponse>()
                .Produces<OpenInferenceError>(StatusCodes.Status400BadRequest)
                .Produces<OpenInferenceError>(StatusCodes.Status408RequestTimeout)
                .Produces<OpenInferenceError>(StatusCodes.Status413PayloadTooLarge)
                .Produces<OpenInferenceError>(StatusCodes.Status415UnsupportedMediaType)
                .Produces<OpenInferenceError>(StatusCodes.Status503ServiceUnavailable)
                .AddOpenApiOperationTransformer(OpenInferenceDocument.DeclareRequest);
        }
    }

    private static async Task<ServerReady> ReadyAsync(IGrainFactory grains)
    {
        await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        return new ServerReady(true);
    }

    private static async Task<InferModel> FindAsync(HttpContext context, IGrainFactory grains)
    {
        var name = (string)context.Request.RouteValues["model"]!;
        var names = await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).NamesAsync();
        if (!names.Contains(name))
        {
            throw new OpenInferenceException(StatusCodes.Status404NotFound, $"No model here has this name; there are: {string.Join(", ", names)}.");
        }

        var model = InferModel.Of(await grains.GetGrain<IModelGrain>(name).DescribeAsync());
        return context.Request.RouteValues["version"] is not string version || version == model.Version
            ? model
            : throw new OpenInferenceException(
                StatusCodes.Status404NotFound,
                $"A version is the SHA-256 of a model's file, and the {model.Name} that is served is {model.Version}: ask for that one, or for no version to get whichever is served.");
    }
}
