using System.Globalization;
using System.Text;

namespace PathoChain.Registry.Signing;

/// <summary>What <c>personal_sign</c> signs (ERC-191, version 0x45).</summary>
public static class PersonalMessage
{
    /// <summary>Keccak-256 of the prefix, the length in bytes as decimal digits, and the message in UTF-8.</summary>
    public static Hash32 Hash(string message) => Hash(Encoding.UTF8.GetBytes(message));

    /// <inheritdoc cref="Hash(string)"/>
    public static Hash32 Hash(ReadOnlySpan<byte> message) => Keccak256.Hash(
        [.. "\u0019Ethereum Signed Message:\n"u8, .. Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture)), .. message]);
}
