using System.Globalization;

namespace PathoChain.Grains;

/// <summary>Keys of <see cref="IRegistryWatcherGrain"/>.</summary>
public static class RegistryWatcherKey
{
    /// <summary>Key of a chain's watcher.</summary>
    public static string Of(long chainId) => chainId.ToString(CultureInfo.InvariantCulture);
}
