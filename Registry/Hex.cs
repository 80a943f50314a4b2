using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace PathoChain.Registry;

/// <summary>The two hex forms of Ethereum's JSON-RPC: data (0x and two digits per byte) and quantities (0x and no leading zero).</summary>
internal static class Hex
{
    public static string Encode(ReadOnlySpan<byte> bytes) => $"0x{Convert.ToHexStringLower(bytes)}";

    public static string Quantity(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    /// <summary>A quantity of any size, such as an amount of wei.</summary>
    public static string Quantity(BigInteger value) => value.IsZero ? "0x0" : $"0x{value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0')}";

    /// <summary>Reads data of any length; <paramref name="bytes"/> is empty on failure.</summary>
    public static bool TryDecode([NotNullWhen(true)] string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || !text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0)
        {
            return false;
        }

        var decoded = new byte[(text.Length - 2) / 2];
        if (Convert.FromHexString(text.AsSpan(2), decoded, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        bytes = decoded;
        return true;
    }

    /// <summary>Reads data of exactly <paramref name="size"/> bytes; <paramref name="bytes"/> is empty on failure.</summary>
    public static bool TryDecode([NotNullWhen(true)] string? text, int size, out byte[] bytes)
    {
        bytes = [];
        return text?.Length == 2 + (2 * size) && TryDecode(text, out bytes);
    }

    /// <summary>Reads a quantity from 0 to 2^63 - 1.</summary>
    public static bool TryParseQuantity([NotNullWhen(true)] string? text, out long value)
    {
        value = 0;
        return text is ['0', 'x', .. var digits]
            && digits is ['0'] or [not '0', ..]
            && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            && value >= 0;
    }
}
