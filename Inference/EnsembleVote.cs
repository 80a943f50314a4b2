namespace PathoChain.Inference;

/// <summary>
/// Combines the votes of several models by soft voting. With an ensemble's card: the weighted mean of their probabilities, calibrated, against the
/// card's threshold, and no call within its band. Without: the plain mean against the mean of the models' thresholds. A version on trial votes with the
/// weight of the served one, and neither calibration nor threshold follow it: the result warns of that.
/// </summary>
public static class EnsembleVote
{
    /// <summary>What the votes say together.</summary>
    /// <exception cref="ArgumentException">There are no votes, one lacks, a model votes twice, or a probability is not in 0..1.</exception>
    /// <exception cref="ModelException">A vote is of an unknown model, or the models tell different things apart.</exception>
    public static EnsembleDecision Combine(IReadOnlyList<Vote> votes, ModelCatalog catalog)
    {
        if (votes.Count == 0)
        {
            throw new ArgumentException("There are no votes to combine.", nameof(votes));
        }

        if (votes.FirstOrDefault(vote => vote.Probability is not (>= 0 and <= 1)) is { } wrong)
        {
            throw new ArgumentException($"The vote of {wrong.Model} has probability {wrong.Probability}, which is not in 0..1.", nameof(votes));
        }

        var cards = votes.Select(vote => catalog[vote.Model]).ToList();
        var labels = cards[0].Labels;
        if (cards.Find(card => card.Labels != labels) is { } other)
        {
            throw new ModelException($"{cards[0].Name} and {other.Name} tell different classes apart, so their votes cannot be combined: keep models of one task in {catalog.Directory}.");
        }

        var (probability, threshold) = catalog.Ensemble is { } ensemble
            ? (ensemble.Calibrate(WeightedMean(votes, ensemble)), ensemble.Threshold)
            : (votes.Average(vote => vote.Probability), cards.Average(card => card.Threshold));
        var uncertain = catalog.Ensemble?.Abstains(probability) is true;
        var calls = votes.Zip(cards, (vote, card) => vote.Trial?.Label ?? card.LabelOf(vote.Probability)).Distinct();
        return new EnsembleDecision(
            probability,
            uncertain ? null : probability >= threshold ? labels.Positive : labels.Negative,
            uncertain,
            Disagreement: calls.Skip(1).Any(),
            [.. catalog.EnsembleWarnings, .. votes.SelectMany(vote => Warnings(vote, catalog[vote.Model]))]);
    }

    private static IEnumerable<string> Warnings(Vote vote, ModelCard served) => vote.Trial is { } trial
        ? [$"A version of {vote.Model} that is on trial (SHA-256 {trial.Sha256}) voted in place of the one that the ensemble was weighted and calibrated with (version {served.Version}, SHA-256 {served.Sha256})."]
        : [];

    private static double WeightedMean(IReadOnlyList<Vote> votes, EnsembleCard ensemble)
    {
        if (ensemble.Members.FirstOrDefault(member => votes.Count(vote => vote.Model == member.Name) != 1) is { } member)
        {
            throw new ArgumentException($"The ensemble's weights need one vote of {member.Name}, not {votes.Count(vote => vote.Model == member.Name)}.", nameof(votes));
        }

        return ensemble.Members.Sum(member => member.Weight * votes.First(vote => vote.Model == member.Name).Probability);
    }
}

/// <param name="Model">Name of the model.</param>
/// <param name="Probability">Probability of the positive class, 0 to 1.</param>
/// <param name="Trial">The version on trial that voted; <see langword="null"/> if the served one did.</param>
public sealed record Vote(string Model, double Probability, TrialVote? Trial = null);

/// <summary>A vote of a version on trial. It has the weight of the served one.</summary>
/// <param name="Sha256">SHA-256 of the version's <c>.onnx</c> file.</param>
/// <param name="Label">The class that it calls, at its own threshold.</param>
public sealed record TrialVote(string Sha256, string Label);

/// <param name="Probability">Probability of the positive class, 0 to 1: calibrated if there is an ensemble's card, else the plain mean of the votes'.</param>
/// <param name="Label">The class it suggests; <see langword="null"/> if no call is made.</param>
/// <param name="Uncertain">Whether the probability is too close to the threshold for a call, by the ensemble's card.</param>
/// <param name="Disagreement">Whether the models, each at its own threshold, do not all call the same class.</param>
/// <param name="Warnings">Reasons to distrust the ensemble, in plain words.</param>
public sealed record EnsembleDecision(
    double Probability, string? Label, bool Uncertain, bool Disagreement, IReadOnlyList<string> Warnings);
