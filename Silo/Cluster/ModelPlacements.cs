using Orleans.Serialization.TypeSystem;
using PathoChain.Grains;

namespace PathoChain.Silo.Cluster;

/// <summary>Which silo holds each model: asked of every silo, as what one of them remembers of a grain's place outlasts its move.</summary>
internal sealed class ModelPlacements(IGrainFactory grains)
{
    private const int TheOnlyManagementGrain = 0;

    private static readonly string ModelGrain =
        RuntimeTypeNameFormatter.Format(typeof(StorageNames).Assembly.GetTypes().Single(type => typeof(IModelGrain).IsAssignableFrom(type)));

    /// <summary>Models that are activated, each with its silo.</summary>
    public async Task<IReadOnlyList<(string Model, SiloAddress Silo)>> ReadAsync()
    {
        var activations = await grains.GetGrain<IManagementGrain>(TheOnlyManagementGrain).GetDetailedGrainStatistics([ModelGrain]);
        return [.. activations.Select(activation => (activation.GrainId.Key.ToString()!, activation.SiloAddress))];
    }
}
