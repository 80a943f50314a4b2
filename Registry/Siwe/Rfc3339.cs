using System.Globalization;
using System.Text.RegularExpressions;

namespace PathoChain.Registry.Siwe;

/// <summary>Times of the form <c>2026-11-24T15:00:00.000Z</c> (RFC 3339, date-time), with T and Z in upper case as its section 5.6 lets a format demand.</summary>
/// <remarks>.NET has no leap seconds, no year 0 and no offset beyond 14 hours: such times are refused. Fractions finer than 100 ns are cut.</remarks>
internal static class Rfc3339
{
    private const int SecondsLength = 19;
    private static readonly Regex Form = SiweGrammar.Whole(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+\-][0-9]{2}:[0-9]{2})");

    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        if (!Form.IsMatch(text))
        {
            return false;
        }

        var zone = text[^1] == 'Z' ? "+00:00" : text[^6..];
        var fraction = text.AsSpan(SecondsLength, text.Length - SecondsLength - (text[^1] == 'Z' ? 1 : 6)).TrimStart('.');
        var ticks = fraction[..int.Min(fraction.Length, 7)].ToString().PadRight(7, '0');
        return DateTimeOffset.TryParseExact(
            $"{text[..SecondsLength]}.{ticks}{zone}", "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
