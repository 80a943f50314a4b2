using PathoChain.Grains;
using PathoChain.Inference;
using PathoChain.Registry;

namespace PathoChain.Api.Images;

/// <summary>Shows images to clients: with the call that registers each on this chain, and what became of the models that voted.</summary>
internal sealed class ImageViews(Deployment deployment, ModelCatalog models)
{
    private const string Withdrawn = "This model was withdrawn after it voted.";

    public ImageView Of(ImageStatus status) => ImageView.Of(
        status,
        RegistrationCall.Of(status.Image.Digest, deployment),
        status.Result is { } result ? result with { Votes = [.. result.Votes.Select(Marked)] } : null);

    /// <summary>What a model said before it was withdrawn is not shown as if it were sound.</summary>
    private ModelVote Marked(ModelVote vote) => models.IsWithdrawn(vote.ModelSha256) ? vote with { Warnings = [.. vote.Warnings, Withdrawn] } : vote;
}
