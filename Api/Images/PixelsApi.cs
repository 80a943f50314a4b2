using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Api.Access;
using PathoChain.Api.Problems;
using PathoChain.Content;

namespace PathoChain.Api.Images;

/// <summary>The image itself, for those who are to sign off what was found in it. Nothing else gives out pixels.</summary>
internal static class PixelsApi
{
    private const string MediaType = "image/png";
    private const int PartBytes = 64 * 1024;

    /// <summary>After which a slow reader has had its turn: 80 MiB in it are 5.6 Mbit/s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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
            .Produces(StatusCodes.Status200OK, contentType: MediaType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<PushStreamHttpResult> GetAsync(string cid, HttpContext context, IGrainFactory grains, ImageVault vault, ConcurrencyLimiter turns)
    {
        _ = await ImageApi.KeptAsync(grains, cid);
        var turn = await turns.AcquireAsync(1, context.RequestAborted);
        context.Response.RegisterForDispose(turn);
        if (!turn.IsAcquired)
        {
            throw new ProblemException(Problem.Busy, "Too many images are opened at once; ask for this one again in a few seconds.");
        }

        var key = (await ImageApi.KeptAsync(grains, cid)).Image.WrappedKey!; // anew, as it may have been erased while this waited
        var png = await vault.OpenAsync(Cid.Parse(cid), new WrappedDek(key.KeyId, Convert.FromBase64String(key.Bytes)), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = png.Length;
        return TypedResults.Stream(output => WriteAsync(png, output, context), MediaType);
    }

    private static async Task WriteAsync(byte[] png, Stream output, HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            for (var rest = png.AsMemory(); !rest.IsEmpty; rest = rest[Math.Min(PartBytes, rest.Length)..])
            {
                await output.WriteAsync(rest[..Math.Min(PartBytes, rest.Length)], limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            context.Abort(); // it ends short of its length, and no client takes it for whole
        }
    }
}
