using Microsoft.Extensions.Diagnostics.HealthChecks;
using PathoChain.Content;

namespace PathoChain.Silo.Health;

/// <summary>Degraded while a pinning service does not do what it is asked: images stay in the block store, and are copied later.</summary>
internal sealed class PinningHealthCheck(PinningServices pinning) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        pinning.Problems.Count > 0 ? HealthCheckResult.Degraded(string.Join(' ', pinning.Problems.Values))
        : pinning.Names.Count > 0 ? HealthCheckResult.Healthy($"copies are kept by {string.Join(", ", pinning.Names)}")
        : HealthCheckResult.Healthy("no pinning service is configured"));
}
