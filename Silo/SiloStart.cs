using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PathoChain.Grains;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo;

/// <summary>
/// What a silo does before it answers anyone: loads the models, so that no image waits for them and a damaged one stops the start,
/// has the chain followed, and what was to be sent sent.
/// </summary>
internal sealed class SiloStart(IGrainFactory grains, Deployment deployment, IOptions<SignerOptions> signer) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        await grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId)).StartAsync();
        if (signer.Value.IsConfigured)
        {
            await grains.GetGrain<IRelayGrain>(RelayKey.Of(deployment.ChainId, signer.Value.GetAccount().ToString())).GetAsync();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
