using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Api.Images;

/// <summary>Shows images to clients: with the call that registers each on this chain, and what became of the models that voted.</summary>
internal sealed class ImageViews(Deployment deployment, ResultStatements statements, CurrentModels models)
{
    private const string Withdrawn = "This model was withdrawn after it voted.";

    public ImageView Of(ImageStatus status) => ImageView.Of(
        status with { Result = status.Result is { } result ? Marked(result) : null, EarlierResults = status.EarlierResults?.Select(Marked).ToList() },
        RegistrationCall.Of(status.Image.Digest, deployment),
        models.Outdate(status),
        result => ResultView.Of(result, statements.Of(status.Cid, result)));

    private EnsembleResult Marked(EnsembleResult result) => result with { Votes = [.. result.Votes.Select(Marked)] };

    /// <summary>What a model said before it was withdrawn is not shown as if it were sound.</summary>
    private ModelVote Marked(ModelVote vote) => models.IsWithdrawn(vote) ? vote with { Warnings = [.. vote.Warnings, Withdrawn] } : vote;
}
