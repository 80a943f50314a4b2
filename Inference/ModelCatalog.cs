namespace PathoChain.Inference;

/// <summary>The models of a folder: pairs of <c>NAME.onnx</c> and its card <c>NAME.json</c>, and the card of their ensemble, if there is one.</summary>
public sealed class ModelCatalog
{
    private ModelCatalog(string directory, IReadOnlyDictionary<string, ModelCard> cards, EnsembleMembership ensemble, IReadOnlyList<ModelCard> withdrawn, IReadOnlySet<string> gone)
    {
        Directory = directory;
        Withdrawn = withdrawn;
        WithdrawnHashes = gone;
        Cards = cards;
        Ensemble = ensemble.Card;
        EnsembleWarnings = ensemble.Warnings;
        Names = [.. cards.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder.</summary>
    public string Directory { get; }

    /// <summary>Names of the models, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Card of each model, by name.</summary>
    public IReadOnlyDictionary<string, ModelCard> Cards { get; }

    /// <summary>Cards of the models that are in the folder and were left out.</summary>
    public IReadOnlyList<ModelCard> Withdrawn { get; }

    /// <summary>SHA-256 of all that must not be run, wherever their files are: sorted, lower-case hex.</summary>
    public IReadOnlySet<string> WithdrawnHashes { get; }

    /// <summary>How the models vote together; <see langword="null"/> if the folder does not say, or says it of a model that is withdrawn: then they vote alike.</summary>
    public EnsembleCard? Ensemble { get; }

    /// <summary>Reasons to distrust every result of the ensemble, in plain words.</summary>
    public IReadOnlyList<string> EnsembleWarnings { get; }

    /// <summary>The card of a model.</summary>
    /// <exception cref="ModelException">There is no model of that name.</exception>
    public ModelCard this[string name] => Cards.TryGetValue(name, out var card)
        ? card
        : throw new ModelException($"There is no model \"{name}\" in {Directory}; there are: {string.Join(", ", Names)}.");

    /// <summary>Whether a model must not be run, wherever its file is.</summary>
    /// <param name="sha256">SHA-256 of its file, in hex.</param>
    public bool IsWithdrawn(string sha256) => WithdrawnHashes.Contains(sha256);

    /// <summary>Reads every card of a folder and checks every model against its own, without starting any.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="withdrawn">SHA-256 of models to leave out, in hex.</param>
    /// <exception cref="ModelException">The folder is missing or empty, a pair is incomplete, malformed or does not match, a model is there twice, every model is withdrawn, or the ensemble's card is malformed or of other models.</exception>
    public static ModelCatalog Load(string directory, IReadOnlyCollection<string>? withdrawn = null)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            throw new ModelException($"The model folder {directory} does not exist: set Models:Directory to the folder that holds the .onnx files and their cards.");
        }

        var cards = ModelPairs.Read(directory);
        if (cards.Count == 0)
        {
            throw new ModelException($"The model folder {directory} holds no model: set Models:Directory to the folder that holds the .onnx files and their cards.");
        }

        if (cards.Values.GroupBy(card => card.Sha256).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new ModelException($"{string.Join(" and ", twice.Select(card => card.File))} in {directory} are the same model, which would vote twice: remove one with its card.");
        }

        var gone = new SortedSet<string>((withdrawn ?? []).Select(sha256 => sha256.ToLowerInvariant()), StringComparer.OrdinalIgnoreCase);
        var served = cards.Where(card => !gone.Contains(card.Value.Sha256)).ToDictionary();
        return served.Count > 0
            ? new ModelCatalog(directory, served, EnsembleMembership.Of(directory, served, gone), [.. cards.Values.Where(card => gone.Contains(card.Sha256))], gone)
            : throw new ModelException($"Every model in {directory} is withdrawn: put another one there, or take its SHA-256 out of Models:Withdrawn.");
    }
}
