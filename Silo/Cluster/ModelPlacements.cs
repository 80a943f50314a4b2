using PathoChain.Grains;
using PathoChain.Inference;

namespace PathoChain.Silo.Cluster;

/// <summary>Which silo holds each model.</summary>
internal sealed class ModelPlacements(IGrainFactory grains, ModelCatalog catalog)
{
    private const int TheOnlyManagementGrain = 0;

    /// <summary>Models that are activated, each with its silo.</summary>
    public async Task<IReadOnlyList<(string Model, SiloAddress Silo)>> ReadAsync()
    {
        var management = grains.GetGrain<IManagementGrain>(TheOnlyManagementGrain);
        var placed = new List<(string, SiloAddress)>();
        foreach (var model in catalog.Names)
        {
            if (await management.GetActivationAddress(grains.GetGrain<IModelGrain>(model)) is { } silo)
            {
                placed.Add((model, silo));
            }
        }

        return placed;
    }
}
