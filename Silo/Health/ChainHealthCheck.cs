using Microsoft.Extensions.Diagnostics.HealthChecks;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Silo.Health;

/// <summary>Degraded while the chain cannot be followed: uploads and reads go on, registrations are seen later.</summary>
internal sealed class ChainHealthCheck(IGrainFactory grains, Deployment deployment) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var watcher = grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId));
        var status = await watcher.GetAsync().WaitAsync(cancellationToken);
        return status.Problem is { } problem
            ? HealthCheckResult.Degraded(problem)
            : HealthCheckResult.Healthy($"followed to block {status.Cursor}");
    }
}
