namespace PathoChain.Inference;

/// <summary>The classifiers of a process: one session per model, all waiting in one queue.</summary>
/// <param name="catalog">The models.</param>
/// <param name="queue">Where runs wait.</param>
/// <param name="provider">What sessions run on; the CPU if not given.</param>
/// <param name="maxBatch">Most images of a run; the provider's own number if not given.</param>
/// <param name="candidates">New versions on trial, each under a name of its own; none if not given.</param>
public sealed class ClassifierPool(
    ModelCatalog catalog, InferenceQueue queue, ExecutionProvider? provider = null, int? maxBatch = null, CandidateCatalog? candidates = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ExecutionProvider _provider = provider ?? ExecutionProvider.Cpu;
    private readonly Dictionary<string, OnnxClassifier> _classifiers = [];

    /// <summary>The classifier of a model, started when first asked for, which takes a moment. One that could not be started is tried anew.</summary>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    public OnnxClassifier Get(string model)
    {
        lock (_gate)
        {
            if (!_classifiers.TryGetValue(model, out var classifier))
            {
                var (directory, card) = candidates?.Find(model) is { } candidate
                    ? (candidates.Directory, candidate.Card)
                    : (catalog.Directory, catalog[model]);
                classifier = OnnxClassifier.Load(directory, card, queue, maxBatch ?? _provider.MaxBatch, _provider);
                _classifiers.Add(model, classifier);
            }

            return classifier;
        }
    }

    /// <summary>Starts every model that is served or on trial, so that it is known at once whether this machine runs them as it should.</summary>
    /// <exception cref="ModelException">One must not be run, does not start, or computes otherwise here.</exception>
    public void StartAll()
    {
        foreach (var model in catalog.Names.Concat(candidates?.All.Select(candidate => candidate.Name) ?? []))
        {
            Get(model);
        }
    }

    public void Dispose()
    {
        foreach (var classifier in _classifiers.Values)
        {
            classifier.Dispose();
        }
    }
}
