using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Has an image erased: first its key is destroyed, then go its blocks and what is decoded of it. Asked again, it finishes what was interrupted.</summary>
internal static class ErasureApi
{
    public static void MapErasure(this WebApplication app) => app.MapDelete("/api/images/{cid}", EraseAsync)
        .WithTags("Images")
        .WithName("EraseImage")
        .WithSummary("Destroys the image's key and removes its blocks, for good; what was registered, found and signed of it stays")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<ImageView> EraseAsync(string cid, IGrainFactory grains, ImageVault vault, ImageViews views)
    {
        var erased = await grains.GetGrain<IImageGrain>(ImageApi.Parse(cid)).EraseAsync() ?? throw ImageApi.NotFound(cid);
        await vault.EraseAsync(Cid.Parse(cid));
        foreach (var model in await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).NamesAsync())
        {
            await grains.GetGrain<IModelGrain>(model).ForgetAsync(erased.Cid);
        }

        return views.Of(erased);
    }
}
