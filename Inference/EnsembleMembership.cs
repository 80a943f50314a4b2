namespace PathoChain.Inference;

/// <summary>Whether the ensemble's card is about the models that are served: weights and calibration hold for exactly its members.</summary>
/// <param name="Card">The card that is in force; <see langword="null"/> if there is none or it must not be used.</param>
/// <param name="Warnings">Why it is not used though it is there.</param>
internal sealed record EnsembleMembership(EnsembleCard? Card, IReadOnlyList<string> Warnings)
{
    /// <param name="directory">The folder of the models.</param>
    /// <param name="served">Card of each model that votes, by name.</param>
    /// <param name="withdrawn">SHA-256 of models that must not be run; its comparer decides which those are.</param>
    /// <exception cref="ModelException">The ensemble's card is malformed, or of other models than are served.</exception>
    public static EnsembleMembership Of(string directory, IReadOnlyDictionary<string, ModelCard> served, IReadOnlySet<string> withdrawn)
    {
        if (EnsembleCardFile.Load(directory) is not { } ensemble)
        {
            return new(Card: null, []);
        }

        var path = Path.Combine(directory, EnsembleCardFile.Name);
        foreach (var member in ensemble.Members.Where(member => !withdrawn.Contains(member.Sha256)))
        {
            RequireServed(path, member, served);
        }

        if (served.Values.FirstOrDefault(card => ensemble.Members.All(member => member.Sha256 != card.Sha256)) is { } stranger)
        {
            throw new ModelException($"{stranger.File} (SHA-256 {stranger.Sha256}) is no member of {path}, which names {Names(ensemble.Members)}: write the ensemble's card anew with it, or take the model out of the folder.");
        }

        if (served.Values.FirstOrDefault(card => card.Labels != ensemble.Labels) is { } other)
        {
            throw new ModelException($"{path} tells {Classes(ensemble.Labels)} apart, but its member {other.Name} tells {Classes(other.Labels)}: write the ensemble's card anew.");
        }

        var gone = ensemble.Members.Where(member => withdrawn.Contains(member.Sha256)).ToList();
        return gone.Count == 0
            ? new(ensemble, [])
            : new(Card: null, [$"{Names(gone)} is withdrawn, and the ensemble's weights, calibration and band of uncertainty hold only with it: the other models' plain mean decides, and there is a call for every image."]);
    }

    private static void RequireServed(string path, EnsembleMember member, IReadOnlyDictionary<string, ModelCard> served)
    {
        var found = served.GetValueOrDefault(member.Name);
        if (found?.Sha256 != member.Sha256)
        {
            var instead = found is null ? $"there are {string.Join(", ", served.Keys.Order(StringComparer.Ordinal))}" : $"{found.File} has {found.Sha256}";
            throw new ModelException($"{path} names {member.Name} with SHA-256 {member.Sha256}, but {instead}: restore the model (git checkout), or write the ensemble's card anew.");
        }
    }

    private static string Names(IEnumerable<EnsembleMember> members) => string.Join(" and ", members.Select(member => member.Name));

    private static string Classes(ModelLabels labels) => $"\"{labels.Negative}\" and \"{labels.Positive}\"";
}
