using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PathoChain.Grains.Anchoring;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo;

internal static class SignerServices
{
    /// <summary>Options of the external signer and of anchoring, which needs it.</summary>
    public static void AddSignerOptions(this IServiceCollection services)
    {
        services.AddOptions<SignerOptions>().BindConfiguration(SignerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AnchoringOptions>().BindConfiguration(AnchoringOptions.Section).ValidateDataAnnotations()
            .Validate<IOptions<SignerOptions>>(
                (anchoring, signer) => !anchoring.Enabled || signer.Value.IsConfigured,
                $"{AnchoringOptions.Section}:{nameof(AnchoringOptions.Enabled)} needs an account that sends: set {SignerOptions.Section}:{nameof(SignerOptions.Address)}.")
            .ValidateOnStart();
    }

    /// <summary>The external signer, which exists only where <c>Chain:Signer:Address</c> names its account.</summary>
    public static void AddExternalSigner(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var chain = provider.GetRequiredService<IOptions<ChainOptions>>().Value;
        var options = provider.GetRequiredService<IOptions<SignerOptions>>().Value;
        return new ExternalSigner(
            PathoChainSilo.ClientOf(options.RpcUrl ?? chain.RpcUrl), options.GetAccount(), provider.GetRequiredService<Deployment>().ChainId);
    });
}
