using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using PathoChain.Api.Problems;
using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Explains a vote: what in the image spoke to the model for the positive class.</summary>
internal static class HeatMapApi
{
    public static void MapHeatMaps(this WebApplication app)
    {
        var drawing = new HeatMapDrawing(atOnce: Environment.ProcessorCount, waiting: 32 * Environment.ProcessorCount);
        app.Lifetime.ApplicationStopped.Register(drawing.Dispose);
        app.MapGet("/api/images/{cid}/heatmaps/{model}", (string cid, string model, HttpContext context, IGrainFactory grains) => GetAsync(cid, model, context, grains, drawing))
            .WithTags("Images")
            .WithName("GetHeatMap")
            .WithSummary("What spoke to a model for the positive class, as a transparent PNG to lay over the image; it explains the score and is no segmentation")
            .Produces(StatusCodes.Status200OK, contentType: "image/png")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> GetAsync(
        string cid, string model, HttpContext context, IGrainFactory grains, HeatMapDrawing drawing)
    {
        var status = await ImageApi.KeptAsync(grains, cid);
        var vote = VoteOf(status, model);
        await RequireAtHandAsync(vote, grains);

        var tag = new EntityTagHeaderValue($"\"{vote.ModelSha256}.{status.Cid}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache"; // To be asked for each time: the model may be withdrawn.
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var map = ShownOf(model, await grains.GetGrain<IModelGrain>(model).HeatMapAsync(new ImageReference(status.Cid, status.Image.WrappedKey!), vote.ModelSha256, context.RequestAborted));
        return TypedResults.Bytes(await drawing.DrawAsync(map, status.Image.Width, status.Image.Height, context.RequestAborted), "image/png");
    }

    private static ModelVote VoteOf(ImageStatus status, string model)
    {
        var result = status.Result
            ?? throw new ProblemException(Problem.NotClassified, "A heat map explains a vote, and the models have not voted on this image yet; ask again once it is classified.");
        return result.Votes.FirstOrDefault(vote => vote.Model == model)
            ?? throw new ProblemException(Problem.VoteNotFound, $"No model of that name voted on this image; these did: {string.Join(", ", result.Votes.Select(vote => vote.Model))}.");
    }

    /// <summary>A map that says where, which one of a single cell does not.</summary>
    internal static HeatMap ShownOf(string model, HeatMap? map) => map switch
    {
        null => throw new ProblemException(Problem.NoHeatMap, $"{model} was exported without a heat map; its vote is all it says."),
        { Values.Count: 1 } => throw new ProblemException(
            Problem.NoHeatMap, $"The last features of {model} are of the whole image, so it cannot say where in it it saw signs; its vote is all it says."),
        _ => map,
    };

    /// <summary>The version that voted is the served one, or on trial. Other models are not asked: they may be on a silo that is lost.</summary>
    internal static async Task RequireAtHandAsync(ModelVote vote, IGrainFactory grains)
    {
        var names = await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).NamesAsync();
        var model = grains.GetGrain<IModelGrain>(vote.Model);
        if (!names.Contains(vote.Model)
            || ((await model.DescribeAsync()).Sha256 != vote.ModelSha256 && (await model.CandidateAsync())?.Sha256 != vote.ModelSha256))
        {
            throw new ProblemException(Problem.ModelReplaced, $"The {vote.Model} that voted (SHA-256 {vote.ModelSha256}) was replaced or withdrawn since; another model's heat map would not explain its vote.");
        }
    }
}
