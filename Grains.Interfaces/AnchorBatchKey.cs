using System.Globalization;

namespace PathoChain.Grains;

/// <summary>Keys of <see cref="IAnchorBatchGrain"/>.</summary>
public static class AnchorBatchKey
{
    /// <summary>Key of a site's batch; batches count from 0.</summary>
    public static string Of(string site, int batch) => string.Create(CultureInfo.InvariantCulture, $"{site}/{batch}");

    /// <summary>The batch's number in a key.</summary>
    public static int NumberOf(string key) => int.Parse(key.AsSpan(key.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
