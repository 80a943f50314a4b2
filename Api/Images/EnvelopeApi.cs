using Microsoft.AspNetCore.Http.HttpResults;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Encrypted images, for whoever wants to compare them with what the chain says.</summary>
internal static class EnvelopeApi
{
    private const string MediaType = "application/octet-stream";

    public static void MapEnvelopes(this WebApplication app) => app.MapGet("/api/images/{cid}/envelope", GetAsync)
        .WithTags("Images")
        .WithName("GetEnvelope")
        .WithSummary("The encrypted image, of which the CID is made")
        .Produces(StatusCodes.Status200OK, contentType: MediaType)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<PushStreamHttpResult> GetAsync(string cid, HttpContext context, IGrainFactory grains, ImageVault vault)
    {
        var status = await grains.GetGrain<IImageGrain>(ImageApi.Parse(cid)).GetAsync() ?? throw ImageApi.NotFound(cid);
        context.Response.ContentLength = status.Image.EnvelopeBytes; // where a block is missing the answer ends short of it, and no client takes it for whole
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
