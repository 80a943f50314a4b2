using System.Globalization;

namespace PathoChain.Grains;

/// <summary>Keys of <see cref="ISitePageGrain"/>.</summary>
public static class SitePageKey
{
    /// <summary>CIDs a page holds: about 6 kB of state, so that a write stays small.</summary>
    public const int Capacity = 100;

    /// <summary>Key of a site's page; pages count from 0.</summary>
    public static string Of(string site, int page) => string.Create(CultureInfo.InvariantCulture, $"{site}/{page}");
}
