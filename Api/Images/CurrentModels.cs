using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PathoChain.Grains;
using PathoChain.Inference;

namespace PathoChain.Api.Images;

/// <summary>How results stand to the models of this moment, which change only by a restart.</summary>
internal sealed class CurrentModels(ModelCatalog served, CandidateCatalog candidates)
{
    /// <summary>Changes whenever other models are served, on trial or withdrawn, or vote together otherwise: 8 hex digits.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [
        .. served.Names.Select(name => $"{name} {served[name].Sha256} {served[name].CardSha256}"),
        .. candidates.All.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Name} {each.Card.CardSha256} {each.Shares.Canary}")).Order(StringComparer.Ordinal),
        .. served.WithdrawnHashes.Select(sha256 => $"withdrawn {sha256}"),
        $"ensemble {served.Ensemble?.Sha256}",
    ]))).AsSpan(0, 4));

    public bool IsWithdrawn(ModelVote vote) => served.IsWithdrawn(vote.ModelSha256);

    /// <summary>
    /// Whether an image is classified by models of which one is served no longer, or by another card, or voted on trial and would not any more, or without one that is served,
    /// or they vote together otherwise now. A trial that began since makes no result outdated.
    /// </summary>
    public bool Outdate(ImageStatus image) =>
        image is { Phase: ImagePhase.Classified or ImagePhase.Reviewed, Result: { } result }
        && (result.EnsembleSha256 != served.Ensemble?.Sha256
            || !result.Votes.Select(vote => vote.Model).ToHashSet().SetEquals(served.Names)
            || !result.Votes.All(vote => IsOf(vote, served[vote.Model]) || IsOnTrial(vote, image.Cid)));

    private static bool IsOf(ModelVote vote, ModelCard card) => vote.ModelSha256 == card.Sha256 && (vote.CardSha256 ?? card.CardSha256) == card.CardSha256;

    private bool IsOnTrial(ModelVote vote, string cid) =>
        candidates.Of(vote.Model) is { } candidate && IsOf(vote, candidate.Card) && candidate.VotesOn(cid);
}
