using System.Globalization;

namespace PathoChain.Grains;

/// <summary>Keys of <see cref="IRelayGrain"/>.</summary>
public static class RelayKey
{
    /// <summary>Key of the relay of a signer's account on a chain.</summary>
    public static string Of(long chainId, string signer) => string.Create(CultureInfo.InvariantCulture, $"{chainId}/{signer}");
}
