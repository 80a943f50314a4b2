using Microsoft.Extensions.Hosting;
using PathoChain.Grains;
using PathoChain.Registry;

namespace PathoChain.Silo;

/// <summary>
/// What a silo does before it answers anyone: loads the models, so that no image waits for them and a damaged one stops the start,
/// and has the chain followed.
/// </summary>
internal sealed class SiloStart(IGrainFactory grains, Deployment deployment) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        await grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId)).StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
