using System.Security.Cryptography;
using System.Text;
using PathoChain.Grains;
using PathoChain.Inference;

namespace PathoChain.Api.Images;

/// <summary>How results stand to the models of this moment, which change only by a restart.</summary>
internal sealed class CurrentModels(ModelCatalog served, CandidateCatalog candidates)
{
    /// <summary>Changes whenever another set of models is served, on trial or withdrawn: 8 hex digits.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', [
        .. served.Names.Select(name => served[name].Sha256),
        .. candidates.All.Select(candidate => candidate.Name),
        .. served.WithdrawnHashes.Select(sha256 => $"-{sha256}"),
        $"={served.Ensemble?.Sha256}",
    ]))).AsSpan(0, 4));

    public bool IsWithdrawn(ModelVote vote) => served.IsWithdrawn(vote.ModelSha256);

    /// <summary>Whether a classification now would ask other models, or weigh them otherwise.</summary>
    public bool AreOthersThanIn(EnsembleResult result) =>
        result.EnsembleSha256 != served.Ensemble?.Sha256
        || !result.Votes.Select(vote => vote.Model).ToHashSet().SetEquals(served.Names)
        || !result.Votes.All(MayVote);

    private bool MayVote(ModelVote vote) => vote.ModelSha256 == served[vote.Model].Sha256 || vote.ModelSha256 == candidates.Of(vote.Model)?.Card.Sha256;
}
