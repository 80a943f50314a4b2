using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PathoChain.Silo.Cluster;

/// <summary>Says which silos are there, and where each model is: what an operator wants to know of a cluster.</summary>
internal sealed class ClusterHealthCheck(ISiloStatusOracle silos, SiloDirectory directory, ModelPlacements placements) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(Describe).Order(StringComparer.Ordinal);
        var models = from placed in await placements.ReadAsync().WaitAsync(cancellationToken)
                     group placed.Model by Describe(placed.Silo) into there
                     orderby there.Key
                     select $"{string.Join(", ", there.Order(StringComparer.Ordinal))} on {there.Key}";
        return HealthCheckResult.Healthy($"silos: {string.Join(", ", active)}; models: {string.Join("; ", models)}");
    }

    private string Describe(SiloAddress silo) => $"{directory.SiteOf(silo)} ({directory.AcceleratorOf(silo)})";
}
