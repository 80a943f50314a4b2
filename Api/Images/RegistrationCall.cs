using PathoChain.Registry;

namespace PathoChain.Api.Images;

/// <summary>The call that a wallet signs to register an image: <c>ImageRegistry.register(digest)</c>.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="To">Address of the registry, EIP-55.</param>
/// <param name="Data">Calldata, <c>0x</c> and hex.</param>
/// <param name="Digest">The argument in <paramref name="Data"/>.</param>
internal sealed record RegistrationCall(long ChainId, string To, string Data, string Digest)
{
    public static RegistrationCall Of(string digest, Deployment deployment) => new(
        deployment.ChainId,
        deployment.Address.ToString(),
        ImageRegistryClient.RegisterCall(Hash32.Parse(digest)),
        digest);
}
