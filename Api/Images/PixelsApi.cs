using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Access;
using PathoChain.Api.Problems;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>The image itself, for those who are to sign off what was found in it. Nothing else gives out pixels.</summary>
internal static class PixelsApi
{
    public static void MapPixels(this WebApplication app)
    {
        // Each is held in memory, encrypted and decrypted, until it is sent.
        var turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 64 });
        app.Lifetime.ApplicationStopped.Register(turns.Dispose);
        app.MapGet("/api/images/{cid}/pixels", (string cid, HttpContext context, IGrainFactory grains, ImageVault vault) => GetAsync(cid, context, grains, vault, turns))
            .WithTags("Images")
            .WithName("GetPixels")
            .OnlyForPathologists()
            .WithSummary("The image as it was stored, stripped of all but its pixels; for pathologists, where people sign in")
            .Produces(StatusCodes.Status200OK, contentType: "image/png")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<FileContentHttpResult> GetAsync(string cid, HttpContext context, IGrainFactory grains, ImageVault vault, ConcurrencyLimiter turns)
    {
        var status = await grains.GetGrain<IImageGrain>(ImageApi.Parse(cid)).GetAsync() ?? throw ImageApi.NotFound(cid);
        var key = status.Image.WrappedKey ?? throw ImageApi.Erased(cid);
        var turn = await turns.AcquireAsync(1, context.RequestAborted);
        context.Response.RegisterForDispose(turn);
        if (!turn.IsAcquired)
        {
            throw new ProblemException(Problem.Busy, "Too many images are opened at once; ask for this one again in a few seconds.");
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(await vault.OpenAsync(Cid.Parse(status.Cid), new WrappedDek(key.KeyId, Convert.FromBase64String(key.Bytes)), context.RequestAborted), "image/png");
    }
}
