using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PathoChain.Grains;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo.Health;

/// <summary>Degraded while the external signer's transactions cannot be sent: wallets go on, relayed registrations and anchors come later.</summary>
internal sealed class RelayHealthCheck(IGrainFactory grains, Deployment deployment, IOptions<SignerOptions> signer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!signer.Value.IsConfigured)
        {
            return HealthCheckResult.Healthy("no signer is configured");
        }

        var relay = grains.GetGrain<IRelayGrain>(RelayKey.Of(deployment.ChainId, signer.Value.GetAccount().ToString()));
        var status = await relay.GetAsync().WaitAsync(cancellationToken);
        return status.Problem is { } problem
            ? HealthCheckResult.Degraded(problem)
            : HealthCheckResult.Healthy($"{status.Waiting} on their way");
    }
}
