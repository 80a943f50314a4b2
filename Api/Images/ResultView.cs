using PathoChain.Grains;
using PathoChain.Registry.Attestation;

namespace PathoChain.Api.Images;

/// <summary>What the ensemble says of an image, as clients see it.</summary>
/// <param name="Probability">Probability of the positive class, 0 to 1: calibrated if there is an ensemble's card, else the mean of the votes'.</param>
/// <param name="Label">The class the probability suggests, in the words of the models' cards; <see langword="null"/> if no call is made.</param>
/// <param name="Doubted">Whether any vote has warnings. Do not rely on the result then, whatever the other fields say.</param>
/// <param name="Votes">Each model's vote.</param>
/// <param name="ClassifiedAt">When, UTC.</param>
/// <param name="Uncertain">Whether the probability lies in <paramref name="Band"/>, so that no call is made.</param>
/// <param name="Disagreement">Whether the models, each at its own threshold, do not all call the same class.</param>
/// <param name="Warnings">Reasons to read the result with care that the ensemble gives, such as a member that is withdrawn; <see langword="null"/> in results from before there were any.</param>
/// <param name="Band">Where no call is made; <see langword="null"/> without an ensemble's card.</param>
/// <param name="EnsembleSha256">SHA-256 of the ensemble's card, lower-case hex; <see langword="null"/> without one.</param>
/// <param name="Salt">A secret that goes into what is attested of the result (docs/evidence.md), hex.</param>
/// <param name="Digest">SHA-256 of that, which attestations and reviews name, 0x and hex.</param>
/// <param name="ModelsDigest">Likewise of the files of the models that voted.</param>
internal sealed record ResultView(
    double Probability,
    string? Label,
    bool Doubted,
    IReadOnlyList<ModelVote> Votes,
    DateTimeOffset ClassifiedAt,
    bool Uncertain,
    bool Disagreement,
    IReadOnlyList<string>? Warnings,
    AbstainBand? Band,
    string? EnsembleSha256,
    string Salt,
    string Digest,
    string ModelsDigest)
{
    public static ResultView Of(EnsembleResult result, ResultStatement statement) => new(
        result.Probability,
        result.Label,
        result.Votes.Any(vote => vote.Warnings.Count > 0),
        result.Votes,
        result.ClassifiedAt,
        result.Uncertain,
        result.Disagreement,
        result.Warnings,
        result.Band,
        result.EnsembleSha256,
        statement.Salt,
        statement.Digest.ToString(),
        statement.ModelsDigest.ToString());
}
