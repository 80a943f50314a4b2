using Microsoft.Extensions.Diagnostics.HealthChecks;
using PathoChain.Content;

namespace PathoChain.Silo.Health;

/// <summary>
/// Degraded while a pinning service does not do what it is asked: images stay in the block store, and are copied later. Strangers may read it, so that it does not say
/// where a service is, nor what it answered.
/// </summary>
internal sealed class PinningHealthCheck(PinningServices pinning) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = pinning.FailingSince;
        return Task.FromResult(
            failing.Count > 0 ? HealthCheckResult.Degraded($"{string.Join(", ", failing.Select(service => $"{service.Key} fails since {service.Value:O}"))}; the log, and the copies of images, say why")
            : pinning.Names.Count > 0 ? HealthCheckResult.Healthy($"configured: {string.Join(", ", pinning.Names)}")
            : HealthCheckResult.Healthy("no pinning service is configured"));
    }
}
