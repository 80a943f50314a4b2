namespace PathoChain.Inference;

/// <summary>The candidates of a folder: for each served model at most one new version on trial, as a pair of <c>NAME.onnx</c> and its card.</summary>
public sealed class CandidateCatalog
{
    private CandidateCatalog(string directory, IReadOnlyList<Candidate> candidates, IReadOnlyList<string> withdrawn, IReadOnlyList<string> waiting)
    {
        Directory = directory;
        Withdrawn = withdrawn;
        Waiting = waiting;
        All = candidates;
    }

    /// <summary>The folder.</summary>
    public string Directory { get; }

    /// <summary>The candidates.</summary>
    public IReadOnlyList<Candidate> All { get; }

    /// <summary>SHA-256 of the candidates that are in the folder and were left out.</summary>
    public IReadOnlyList<string> Withdrawn { get; }

    /// <summary>Names of the candidates that are not tried, as the model that they are to follow is withdrawn.</summary>
    public IReadOnlyList<string> Waiting { get; }

    /// <summary>The candidate that is to follow a model; <see langword="null"/> if there is none.</summary>
    public Candidate? Of(string model) => All.FirstOrDefault(candidate => candidate.Card.Name == model);

    /// <summary>The candidate of that <see cref="Candidate.Name"/>; <see langword="null"/> if there is none.</summary>
    public Candidate? Find(string name) => All.FirstOrDefault(candidate => candidate.Name == name);

    /// <summary>Reads every card of a folder and checks every model against its own, without starting any. A folder that is not there holds none.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="served">The models that they are to follow.</param>
    /// <param name="shares">On how many images they are tried.</param>
    /// <param name="withdrawn">SHA-256 of models to leave out, in hex.</param>
    /// <exception cref="ModelException">A pair is incomplete, malformed or does not match, or is no new version of a served model.</exception>
    public static CandidateCatalog Load(string directory, ModelCatalog served, TrialShares shares, IReadOnlyCollection<string>? withdrawn = null)
    {
        var cards = System.IO.Directory.Exists(directory) ? ModelPairs.Read(directory) : new Dictionary<string, ModelCard>();
        var gone = (withdrawn ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sound = cards.Values.Where(card => !gone.Contains(card.Sha256)).ToLookup(card => served.Withdrawn.Any(model => model.Name == card.Name));
        var (waiting, tried) = (sound[true], sound[false].ToList());
        tried.ForEach(card => RequireNewVersion(Path.Combine(directory, card.File), card, served));
        return new CandidateCatalog(
            directory,
            [.. tried.Select(card => new Candidate(card, shares))],
            [.. cards.Values.Select(card => card.Sha256).Where(gone.Contains)],
            [.. waiting.Select(card => card.Name)]);
    }

    private static void RequireNewVersion(string path, ModelCard card, ModelCatalog served)
    {
        if (!served.Cards.TryGetValue(card.Name, out var followed))
        {
            throw new ModelException($"{path} is to follow a model \"{card.Name}\", but none of that name is served from {served.Directory}; there are: {string.Join(", ", served.Names)}. Name it and its card after one of these, or take both out of the folder.");
        }

        if (served.Cards.Values.FirstOrDefault(other => other.Sha256 == card.Sha256) is { } same)
        {
            throw new ModelException($"{path} is the very model that is served as {Path.Combine(served.Directory, same.File)} (SHA-256 {card.Sha256}): put a new version in its place, or take it and its card out of the folder.");
        }

        if (card.Task != followed.Task || card.Labels != followed.Labels)
        {
            throw new ModelException($"{path} is for {Purpose(card)}, but {Path.Combine(served.Directory, followed.File)} for {Purpose(followed)}, so it cannot follow it: correct its card, or take both out of the folder.");
        }
    }

    private static string Purpose(ModelCard card) => $"\"{card.Task}\" (\"{card.Labels.Negative}\" or \"{card.Labels.Positive}\")";
}
