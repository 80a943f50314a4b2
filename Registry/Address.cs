using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PathoChain.Registry;

/// <summary>An account or contract on the chain: 20 bytes, written with the mixed-case checksum of EIP-55.</summary>
public readonly record struct Address
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 20;

    private static readonly string Zero = Hex.Encode(new byte[Size]);
    private readonly string? _text;

    private Address(string text) => _text = text == Zero ? null : text;

    /// <summary>Takes exactly 20 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static Address FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(Checksum(bytes)) : throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads 0x and 40 hex digits, all of one case or with a right EIP-55 checksum.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum.");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        var read = Hex.TryDecode(text, Size, out var bytes) ? FromBytes(bytes) : default;
        var valid = bytes.Length == Size && (IsOneCase(text.AsSpan(2)) || read.ToString() == text);
        address = valid ? read : default;
        return valid;
    }

    public byte[] ToBytes() => Convert.FromHexString(ToString().AsSpan(2));

    /// <summary>0x and 40 hex digits with the EIP-55 checksum.</summary>
    public override string ToString() => _text ?? Zero;

    private static bool IsOneCase(ReadOnlySpan<char> digits) =>
        !digits.ContainsAnyInRange('a', 'f') || !digits.ContainsAnyInRange('A', 'F');

    // A letter is upper case where the digit at its place in the hash of the lower-case text is 8 or more.
    private static string Checksum(ReadOnlySpan<byte> bytes)
    {
        var digits = Convert.ToHexStringLower(bytes);
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(digits)).ToString().AsSpan(2);
        var text = new StringBuilder("0x");
        for (var i = 0; i < digits.Length; i++)
        {
            text.Append(hash[i] >= '8' ? char.ToUpperInvariant(digits[i]) : digits[i]);
        }

        return text.ToString();
    }
}
