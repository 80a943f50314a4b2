using PathoChain.Content;
using PathoChain.Grains;
using PathoChain.Registry.Attestation;

namespace PathoChain.Api.Images;

/// <summary>Writes results down in the one form whose digest is attested to and signed off (docs/evidence.md).</summary>
internal sealed class ResultStatements(SiteKey siteKey)
{
    public ResultStatement Of(string cid, EnsembleResult result) => new(
        cid, siteKey.ResultSalt(Cid.Parse(cid), result.ClassifiedAt), result.ClassifiedAt, result.Probability, result.Label, result.EnsembleSha256,
        [.. result.Votes.Select(vote => new VoteStatement(vote.Model, vote.ModelSha256, vote.Probability, vote.Logit, vote.Label, vote.CardSha256))]);
}
