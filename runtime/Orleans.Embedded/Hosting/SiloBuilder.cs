using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Registers the silo with a host, once.</summary>
internal sealed class SiloBuilder : ISiloBuilder
{
    public SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        (Services, Configuration) = (services, configuration);
        services.AddLogging();
        services.AddOptions<GrainCollectionOptions>()
            .Validate(
                options => options.CollectionQuantum > TimeSpan.Zero && options.CollectionAge > options.CollectionQuantum,
                $"{nameof(GrainCollectionOptions.CollectionAge)} must be greater than {nameof(GrainCollectionOptions.CollectionQuantum)}, and that greater than zero.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(KeyedService.AnyKey, (provider, _) => provider.GetRequiredService<TimeProvider>());
        services.TryAddSingleton<GrainClasses>();
        services.TryAddSingleton<SiloServices>();
        services.TryAddSingleton<Catalog>();
        services.TryAddSingleton<ActivationCollector>();
        services.TryAddSingleton<IClusterClient>(provider => new GrainFactory(provider.GetRequiredService<Catalog>(), provider));
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Silo>());
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }
}
