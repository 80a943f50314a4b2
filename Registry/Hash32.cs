using System.Diagnostics.CodeAnalysis;

namespace PathoChain.Registry;

/// <summary>32 bytes that identify something on the chain: a digest, a transaction, a block, a topic.</summary>
public readonly record struct Hash32
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private static readonly string Zero = Hex.Encode(new byte[Size]);
    private readonly string? _text;

    private Hash32(string text) => _text = text == Zero ? null : text;

    /// <summary>Takes exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(Hex.Encode(bytes)) : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads 0x and 64 hex digits of either case.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Hash32 Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException($"'{text}' is not a hash: 0x and 64 hex digits.");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash32 hash)
    {
        var valid = Hex.TryDecode(text, Size, out var bytes);
        hash = valid ? FromBytes(bytes) : default;
        return valid;
    }

    public byte[] ToBytes() => Convert.FromHexString(ToString().AsSpan(2));

    /// <summary>0x and 64 lower-case hex digits.</summary>
    public override string ToString() => _text ?? Zero;
}
