using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using PathoChain.Grains;

namespace PathoChain.Silo.Cluster;

/// <summary>Keeps ModelGrains on silos with an accelerator, as long as there is one.</summary>
internal static class AcceleratorPlacement
{
    /// <summary>Tells the other silos of this one's site and accelerator, and places ModelGrains by theirs.</summary>
    public static void AddAcceleratorPlacement(this ISiloBuilder silo, string site, string accelerator)
    {
        silo.UseSiloMetadata(new Dictionary<string, string> { [SiloDirectory.SiteKey] = site, [SiloDirectory.AcceleratorKey] = accelerator });
        silo.Services.AddSingleton<SiloDirectory>();
        silo.Services.AddPlacementFilter<AcceleratorFilter, AcceleratorFilterDirector>(ServiceLifetime.Singleton);
        silo.Services.AddSingleton<IGrainPropertiesProvider, ModelGrainProperties>();
    }

    /// <summary>The filter is set here and not by an attribute of the grain, which knows nothing of the machines it runs on.</summary>
    private sealed class ModelGrainProperties(IServiceProvider services) : IGrainPropertiesProvider
    {
        public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
        {
            if (typeof(IModelGrain).IsAssignableFrom(grainClass))
            {
                new AcceleratorFilter().PopulateGrainProperties(services, grainClass, grainType, properties);
            }
        }
    }
}
