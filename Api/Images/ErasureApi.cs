using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Has an image erased. What fails half-way is taken up again by its grain, or by asking again.</summary>
internal static partial class ErasureApi
{
    public static void MapErasure(this WebApplication app) => app.MapDelete("/api/images/{cid}", EraseAsync)
        .WithTags("Images")
        .WithName("EraseImage")
        .WithSummary("Destroys the image's key and removes its blocks, for good; what was registered, found and signed of it stays")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<ImageView> EraseAsync(string cid, HttpContext context, IGrainFactory grains, ImageViews views, ILogger<ImageViews> logger)
    {
        var image = grains.GetGrain<IImageGrain>(ImageApi.Parse(cid));
        _ = await image.GetAsync() ?? throw ImageApi.NotFound(cid);
        LogErased(logger, context.User.Identity?.Name ?? "Whoever uses this machine", cid); // before it is, as what fails half-way is for good all the same
        return views.Of((await image.EraseAsync())!);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Account} has {Cid} erased")]
    private static partial void LogErased(ILogger logger, string account, string cid);
}
