using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo;

internal static class SignerServices
{
    /// <summary>The external signer, which exists only where <c>Chain:Signer:Address</c> names its account.</summary>
    public static void AddExternalSigner(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var chain = provider.GetRequiredService<IOptions<ChainOptions>>().Value;
        var options = provider.GetRequiredService<IOptions<SignerOptions>>().Value;
        return new ExternalSigner(
            PathoChainSilo.ClientOf(options.RpcUrl ?? chain.RpcUrl), options.GetAccount(), provider.GetRequiredService<Deployment>().ChainId);
    });
}
