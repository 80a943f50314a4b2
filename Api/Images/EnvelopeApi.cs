using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using PathoChain.Content;

namespace PathoChain.Api.Images;

/// <summary>Encrypted images, for whoever wants to compare them with what the chain says.</summary>
internal static class EnvelopeApi
{
    private const string MediaType = "application/octet-stream";

    private static readonly MinDataRate Slowest = new(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(10)); // up to 1 MiB is held for each reader

    public static void MapEnvelopes(this WebApplication app) => app.MapGet("/api/images/{cid}/envelope", GetAsync)
        .WithTags("Images")
        .WithName("GetEnvelope")
        .WithSummary("The encrypted image, of which the CID is made")
        .Produces(StatusCodes.Status200OK, contentType: MediaType)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone);

    private static async Task<PushStreamHttpResult> GetAsync(string cid, HttpContext context, IGrainFactory grains, ImageVault vault)
    {
        var status = await ImageApi.KeptAsync(grains, cid);
        context.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = Slowest;
        context.Response.ContentLength = status.Image.EnvelopeBytes; // where a block after the first is missing the answer ends short of it, and no client takes it for whole
        return TypedResults.Stream(output => WriteAsync(Cid.Parse(cid), vault, output, context.RequestAborted), MediaType, $"{cid}.envelope");
    }

    private static async Task WriteAsync(Cid cid, ImageVault vault, Stream output, CancellationToken aborted)
    {
        await foreach (var part in vault.ReadEncryptedAsync(cid, aborted))
        {
            await output.WriteAsync(part, aborted);
        }
    }
}
