using Microsoft.Extensions.Diagnostics.HealthChecks;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Silo.Health;

/// <summary>Degraded while the chain cannot be followed, or has not been yet: uploads and reads go on, registrations are seen later.</summary>
internal sealed class ChainHealthCheck(IGrainFactory grains, Deployment deployment) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var watcher = grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId));
        var status = await watcher.GetAsync().WaitAsync(cancellationToken);
        return status is { Problem: null, FollowedAt: not null }
            ? HealthCheckResult.Healthy($"followed to block {status.Cursor}")
            : HealthCheckResult.Degraded($"{status.Problem ?? "Still catching up."} {Progress(status)}");
    }

    private static string Progress(WatcherStatus status) => status.FollowedAt is { } at
        ? $"Events are read to block {status.Cursor} of {status.Head}, the last time to the head at {at:O}."
        : $"Events are read to block {status.Cursor} of {status.Head}, and were not to the head since the start.";
}
