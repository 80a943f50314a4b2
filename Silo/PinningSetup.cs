using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PathoChain.Content;

namespace PathoChain.Silo;

internal static class PinningSetup
{
    /// <summary>The pinning services that the settings name, none by default.</summary>
    public static void AddPinning(this IServiceCollection services)
    {
        services.AddOptions<KuboOptions>().BindConfiguration(KuboOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PinataOptions>().BindConfiguration(PinataOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new PinningServices(Configured(provider), provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static IEnumerable<IPinningService> Configured(IServiceProvider provider)
    {
        if (provider.GetRequiredService<IOptions<KuboOptions>>().Value is { RpcUrl: { } node } kubo)
        {
            yield return new KuboNode(PathoChainSilo.HttpOf(node), kubo);
        }

        if (provider.GetRequiredService<IOptions<PinataOptions>>().Value is { IsConfigured: true } pinata)
        {
            yield return new PinataService(PathoChainSilo.HttpOf(pinata.ApiUrl), pinata);
        }
    }
}
