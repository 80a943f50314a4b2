namespace PathoChain.Inference;

/// <summary>Combines the votes of several models by soft voting: the mean of their probabilities decides.</summary>
public static class EnsembleVote
{
    /// <summary>The mean probability and its class: positive from the mean of the models' thresholds on.</summary>
    /// <exception cref="ArgumentException">There are no votes, or a probability is not in 0..1.</exception>
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

        var probability = votes.Average(vote => vote.Probability);
        var threshold = cards.Average(card => card.Threshold);
        return new EnsembleDecision(probability, probability >= threshold ? labels.Positive : labels.Negative);
    }
}

/// <param name="Model">Name of the model.</param>
/// <param name="Probability">Probability of the positive class, 0 to 1.</param>
public sealed record Vote(string Model, double Probability);

/// <param name="Probability">Mean of the votes' probabilities of the positive class, 0 to 1.</param>
/// <param name="Label">The class it suggests.</param>
public sealed record EnsembleDecision(double Probability, string Label);
