using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Silo.Health;

/// <summary>Degraded while the chain cannot be followed, or was not of late: uploads and reads go on, registrations are seen later.</summary>
internal sealed class ChainHealthCheck(IGrainFactory grains, Deployment deployment, IOptions<ChainOptions> chain, TimeProvider time) : IHealthCheck
{
    /// <summary>How much longer than the interval it may be since the last look that ended well: a look may take its time, and so may a reminder.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var watcher = grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId));
        var status = await watcher.GetAsync().WaitAsync(cancellationToken);
        var isFresh = time.GetUtcNow() - status.FollowedAt <= chain.Value.PollInterval + Patience;
        return status.Problem is null && isFresh
            ? HealthCheckResult.Healthy($"followed to block {status.Cursor}")
            : HealthCheckResult.Degraded($"{status.Problem ?? "Behind the chain, or following it no more."} {Progress(status)}");
    }

    private static string Progress(WatcherStatus status) => status.FollowedAt is { } at
        ? $"Events are read to block {status.Cursor} of {status.Head}, the last time to the head at {at:O}."
        : $"Events are read to block {status.Cursor} of {status.Head}, and were not to the head since the start.";
}
