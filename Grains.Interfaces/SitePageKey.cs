using System.Globalization;

namespace PathoChain.Grains;

/// <summary>Keys of <see cref="ISitePageGrain"/>.</summary>
public static class SitePageKey
{
    /// <summary>Key of a site's page; pages count from 0.</summary>
    public static string Of(string site, int page) => string.Create(CultureInfo.InvariantCulture, $"{site}/{page}");
}
