using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Deactivates what has been idle for the collection age, looking once each quantum.</summary>
internal sealed class ActivationCollector(
    Catalog catalog,
    IOptions<GrainCollectionOptions> options,
    [FromKeyedServices(TimeProviderNames.ActivationManagement)] TimeProvider time) : IDisposable
{
    private ITimer? _timer;

    public void Start() => _timer = time.CreateTimer(_ => Collect(), state: null, options.Value.CollectionQuantum, options.Value.CollectionQuantum);

    public void Dispose() => _timer?.Dispose();

    private void Collect()
    {
        foreach (var activation in catalog.Activations)
        {
            activation.Collect(options.Value.CollectionAge);
        }
    }
}
