using Microsoft.Extensions.Options;
using PathoChain.Api.Access;
using PathoChain.Api.Hosting;
using PathoChain.Api.Images;

namespace PathoChain.Api.Reviews;

/// <summary>Pathologists sign off what the models found.</summary>
internal static class ReviewApi
{
    public static void MapReviews(this WebApplication app) => app.MapPost("/api/images/{cid}/reviews", SignOffAsync)
        .WithTags("Images")
        .WithName("SignOff")
        .WithSummary("Takes a pathologist's sign-off of the image's result: typed data (EIP-712, docs/evidence.md) that the key of their account signed just now")
        .WithSmallBody()
        .OnlyForPathologists()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<ImageView> SignOffAsync(
        string cid, SignedVerdict signed, HttpContext context, SignOff signOff, ImageViews views, IOptions<AccessOptions> access, CancellationToken cancellationToken) =>
        views.Of(await signOff.TakeAsync(ImageApi.Parse(cid), signed, access.Value.IsSignInRequired ? context.User.Identity!.Name : null, cancellationToken));
}

/// <summary>Body of a sign-off.</summary>
/// <param name="Reviewer">Account that signed, 0x and 40 hex digits.</param>
/// <param name="Verdict">Their own reading: one of the labels of the models' cards, or <c>not assessable</c>.</param>
/// <param name="ResultDigest">Digest of the result that they saw, as the image's status gives it.</param>
/// <param name="IssuedAt">When they signed, Unix seconds.</param>
/// <param name="Signature">0x and hex.</param>
internal sealed record SignedVerdict(string? Reviewer, string? Verdict, string? ResultDigest, long? IssuedAt, string? Signature);
