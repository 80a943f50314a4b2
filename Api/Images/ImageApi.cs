using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Hosting;
using PathoChain.Api.Problems;
using PathoChain.Api.Uploads;
using PathoChain.Content;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Images;

/// <summary>Images: upload, status, list, and what a client may ask of one.</summary>
internal static class ImageApi
{
    public static void MapImages(this WebApplication app)
    {
        var images = app.MapGroup("/api/images").WithTags("Images");

        images.MapPost("/", UploadAsync)
            .WithName("UploadImage")
            .WithSummary("Takes in a PNG, JPEG or TIFF image; answers with its CID and the call that registers it; ?priority=stat has it classified before routine")
            .Accepts<IFormFile>("multipart/form-data")
            .AddOpenApiOperationTransformer(UploadDocument.Declare)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage)
            .RequireRateLimiting(UploadIntake.Policy);

        images.MapGet("/", ListAsync)
            .WithName("ListImages")
            .WithSummary("Images, newest first; with ?awaitingReview=true those whose result nobody signed off, with ?notCopiedTo=kubo those of which that pinning service is not known to keep a copy, with ?votedBy=SHA256, once or more, those on which such a model voted, for their result or an earlier one")
            .ProducesProblem(StatusCodes.Status400BadRequest);

        images.MapGet("/{cid}", GetAsync)
            .WithName("GetImage")
            .WithSummary("Status of an image; with If-None-Match and ?wait=SECONDS answers as soon as it changes")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        images.MapPut("/{cid}/transaction", AnnounceAsync)
            .WithName("AnnounceTransaction")
            .WithSummary("Says which transaction was sent; a hint for the status only, the chain's event decides")
            .WithSmallBody()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        images.MapPost("/{cid}/retry", RetryAsync)
            .WithName("RetryImage")
            .WithSummary("Takes a failed image up again at once")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        images.MapPost("/{cid}/reclassify", ReclassifyAsync)
            .WithName("ReclassifyImage")
            .WithSummary("Has an outdated image classified by the models that are served now; its result stands until there is another, and is kept as an earlier one")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Accepted<ImageView>> UploadAsync(
        HttpRequest request, UploadIntake intake, ImageViews views, CancellationToken cancellationToken, string? priority = null)
    {
        var status = await intake.TakeInAsync(request, UploadPriority.Parse(priority), cancellationToken);
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return TypedResults.Accepted($"/api/images/{status.Cid}", views.Of(status));
    }

    private static async Task<ImagePageView> ListAsync(
        ImageList list, ImageViews views, int limit = 20, int? page = null, string[]? votedBy = null, bool awaitingReview = false, string? notCopiedTo = null)
    {
        if (limit is < 1 or > ImageList.MaxLimit)
        {
            throw new ProblemException(Problem.BadRequest, $"limit is {limit}; give 1 to {ImageList.MaxLimit}.");
        }

        if (page is < 0)
        {
            throw new ProblemException(Problem.BadRequest, $"page is {page}; give the nextPage of an earlier answer, or leave it out.");
        }

        if (votedBy?.FirstOrDefault(hash => hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)) is { } other)
        {
            throw new ProblemException(Problem.BadRequest, $"votedBy is {other}; give the SHA-256 of a model's file, 64 hex digits, as votes and cards state it.");
        }

        var models = votedBy is null or [] ? null : votedBy.Select(hash => hash.ToLowerInvariant()).ToHashSet();
        var (items, nextPage) = await list.ReadAsync(limit, page, models is null && !awaitingReview && notCopiedTo is null ? null : IsWanted);
        return new ImagePageView([.. items.Select(views.Of)], nextPage);

        bool IsWanted(ImageStatus status) =>
            (!awaitingReview || status.Phase is ImagePhase.Classified)
            && (notCopiedTo is null || ImageList.LacksCopyAt(status, notCopiedTo))
            && (models is null || ImageList.HasVoteOf(status, models));
    }

    private static async Task<Results<Ok<ImageView>, StatusCodeHttpResult>> GetAsync(
        string cid, HttpContext context, IGrainFactory grains, LongPoll poll, ImageViews views, EntityVersion tag, CancellationToken aborted, int wait = 0)
    {
        if (wait is < 0 or > 20)
        {
            throw new ProblemException(Problem.BadRequest, $"wait is {wait}; give 0 to 20 seconds.");
        }

        var image = grains.GetGrain<IImageGrain>(Parse(cid));
        var known = tag.Read(context.Request);
        var status = known is { } version && wait > 0
            ? await poll.NewerThanAsync(image, version, TimeSpan.FromSeconds(wait), aborted)
            : await image.GetAsync();
        var found = status ?? throw NotFound(cid);

        tag.Write(context.Response, found.Version);
        return known == found.Version
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(views.Of(found));
    }

    private static async Task<ImageView> AnnounceAsync(string cid, TransactionAnnouncement announcement, IGrainFactory grains, ImageViews views)
    {
        if (!Hash32.TryParse(announcement.TransactionHash, out var hash))
        {
            throw new ProblemException(Problem.BadRequest, "transactionHash is not 0x and 64 hex digits.");
        }

        var status = await grains.GetGrain<IImageGrain>(Parse(cid)).SubmittedAsync(hash.ToString());
        return views.Of(status ?? throw NotFound(cid));
    }

    private static async Task<ImageView> RetryAsync(string cid, IGrainFactory grains, ImageViews views)
    {
        var image = grains.GetGrain<IImageGrain>(Parse(cid));
        var status = await image.GetAsync() ?? throw NotFound(cid);
        return status.Phase is ImagePhase.Failed
            ? views.Of((await image.RetryAsync())!)
            : throw new ProblemException(Problem.NotFailed, $"Only an image whose classification failed can be retried, which that of {cid} did not, or no longer.");
    }

    private static async Task<ImageView> ReclassifyAsync(string cid, IGrainFactory grains, ImageViews views, CurrentModels models)
    {
        var image = grains.GetGrain<IImageGrain>(Parse(cid));
        var status = await image.GetAsync() ?? throw NotFound(cid);
        if (status is not { Phase: ImagePhase.Classified or ImagePhase.Reviewed, Result: { } result })
        {
            throw new ProblemException(Problem.NotClassified, $"Only a classified image can be classified anew: wait until {cid} is, or retry it if that failed.");
        }

        if (!models.Outdate(status))
        {
            throw new ProblemException(Problem.ResultCurrent, $"The models that are served now are those that classified {cid}, so its result would be the same.");
        }

        return views.Of((await image.ClassifyAnewAsync(result.ClassifiedAt))!);
    }

    internal static string Parse(string text) => Cid.TryParse(text, out var cid)
        ? cid.ToString()
        : throw new ProblemException(Problem.BadCid, "A CID here is version 1 with a SHA-256 digest, in base32: it begins with 'bafkrei' or 'bafybei' and has 59 characters.");

    /// <summary>An image whose pixels can still be had, by the text of its CID.</summary>
    /// <exception cref="ProblemException">There is no such CID or image, or it is erased.</exception>
    internal static async Task<ImageStatus> KeptAsync(IGrainFactory grains, string cid)
    {
        var status = await grains.GetGrain<IImageGrain>(Parse(cid)).GetAsync() ?? throw NotFound(cid);
        return status.Phase is ImagePhase.Erased ? throw Erased(cid) : status;
    }

    internal static ProblemException Erased(string cid) =>
        new(Problem.ImageErased, $"{cid} was erased: nobody can open it any more. What was found in it stays at GET /api/images/{cid}.");

    internal static ProblemException NotFound(string cid) =>
        new(Problem.ImageNotFound, $"{cid} was never uploaded here.");
}
