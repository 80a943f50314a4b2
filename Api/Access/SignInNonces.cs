using System.Security.Cryptography;
using PathoChain.Grains;
using PathoChain.Registry.Siwe;

namespace PathoChain.Api.Access;

/// <summary>The nonces that are given to those who want to sign in, at any server of the cluster.</summary>
internal sealed class SignInNonces(IGrainFactory grains) : ISiweNonceStore
{
    private const int HexDigits = 32;

    /// <summary>128 random bits in hex, good once and for ten minutes.</summary>
    public async Task<string> GiveAsync()
    {
        var nonce = RandomNumberGenerator.GetHexString(HexDigits, lowercase: true);
        await grains.GetGrain<ISignInNonceGrain>(nonce).GiveAsync();
        return nonce;
    }

    public async Task<bool> TryConsumeAsync(string nonce, CancellationToken cancellationToken = default) =>
        nonce.Length == HexDigits && await grains.GetGrain<ISignInNonceGrain>(nonce).TryUseAsync();
}
