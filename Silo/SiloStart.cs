using Microsoft.Extensions.Hosting;

namespace PathoChain.Silo;

/// <summary>Before a silo answers anyone, what has to be there is.</summary>
internal sealed class SiloStart(StandingGrains standing) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => standing.WakeAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
