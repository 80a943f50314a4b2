using PathoChain.Api.Models;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Images;

/// <summary>Shows images to clients: with the call that registers each on this chain, and what became of the models that voted.</summary>
internal sealed class ImageViews(Deployment deployment, WithdrawnModels withdrawn)
{
    public ImageView Of(ImageStatus status) =>
        ImageView.Of(status, RegistrationCall.Of(status.Image.Digest, deployment), status.Result is { } result ? withdrawn.Mark(result) : null);
}
