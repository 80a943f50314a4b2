using Microsoft.Extensions.Options;
using PathoChain.Grains;
using PathoChain.Inference;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo;

/// <summary>The grains that are to be there always: the models, so that no image waits for them, who follows the chain, who looks after copies, and who sends what was to be sent.</summary>
internal sealed class StandingGrains(IGrainFactory grains, Deployment deployment, IOptions<SignerOptions> signer)
{
    /// <summary>Activates those that are not.</summary>
    /// <exception cref="ModelException">A model is damaged.</exception>
    public async Task WakeAsync()
    {
        await grains.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ModelsAsync();
        await grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId)).StartAsync();
        await grains.GetGrain<ICopyKeeperGrain>(SiteNames.Default).StartAsync();
        if (signer.Value.IsConfigured)
        {
            await grains.GetGrain<IRelayGrain>(RelayKey.Of(deployment.ChainId, signer.Value.GetAccount().ToString())).GetAsync();
        }
    }
}
