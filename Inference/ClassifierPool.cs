using System.Collections.Concurrent;

namespace PathoChain.Inference;

/// <summary>The classifiers of a process: one session per model, started when first asked for, all sharing as many slots as there are cores.</summary>
public sealed class ClassifierPool(ModelCatalog catalog) : IDisposable
{
    private readonly InferenceSlots _slots = new(Environment.ProcessorCount);
    private readonly ConcurrentDictionary<string, Lazy<OnnxClassifier>> _classifiers = new();

    /// <summary>The classifier of a model.</summary>
    /// <exception cref="ModelException">There is no such model, or it must not be run.</exception>
    public OnnxClassifier Get(string model) =>
        _classifiers.GetOrAdd(model, name => new Lazy<OnnxClassifier>(() => OnnxClassifier.Load(catalog.Directory, catalog[name], _slots))).Value;

    public void Dispose()
    {
        foreach (var classifier in _classifiers.Values.Where(classifier => classifier.IsValueCreated))
        {
            classifier.Value.Dispose();
        }

        _slots.Dispose();
    }
}
