using Microsoft.Extensions.DependencyInjection;
using PathoChain.Inference;

namespace PathoChain.Benchmarks;

/// <summary>Models as a silo serves them, with caches that are soon full and a core for one run at a time.</summary>
internal sealed class Serving(ModelCatalog catalog) : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<InferenceMetrics>()
        .AddSingleton(new InferenceQueue(slots: 1, length: 100))
        .AddSingleton(new ImageGate(places: 5, length: 100))
        .AddSingleton(provider => new ClassifierPool(catalog, provider.GetRequiredService<InferenceQueue>()))
        .AddSingleton(new DecodedImageCache(1 << 20))
        .AddSingleton(new ClassificationCache(100))
        .AddSingleton<ModelRunner>()
        .BuildServiceProvider();

    public ModelRunner Runner => _services.GetRequiredService<ModelRunner>();

    public void Dispose() => _services.Dispose();
}
