using System.Buffers.Binary;

namespace PathoChain.Registry;

/// <summary>One argument of a contract call, encoded: a word that stands in its place, or longer bytes that a word there points to.</summary>
internal readonly struct AbiValue
{
    /// <summary>Bytes that everything is a multiple of.</summary>
    public const int WordSize = 32;

    private AbiValue(byte[] encoding, bool isDynamic = false) => (Encoding, IsDynamic) = (encoding, isDynamic);

    public byte[] Encoding { get; }

    /// <summary>Whether its length depends on its value, so that it stands behind the words.</summary>
    public bool IsDynamic { get; }

    /// <summary>A <c>bytes32</c>.</summary>
    public static AbiValue Of(Hash32 value) => new(value.ToBytes());

    /// <summary>An <c>address</c>.</summary>
    public static AbiValue Of(Address value) => new([.. new byte[WordSize - Address.Size], .. value.ToBytes()]);

    /// <summary>An unsigned integer of whatever width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static AbiValue Of(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var word = new byte[WordSize];
        BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(WordSize - sizeof(long)), value);
        return new(word);
    }

    /// <summary>A <c>bytes</c>: its length, and itself filled up to whole words with zeros.</summary>
    public static AbiValue Of(ReadOnlySpan<byte> value)
    {
        var padding = -value.Length & (WordSize - 1);
        return new([.. Of(value.Length).Encoding, .. value, .. new byte[padding]], isDynamic: true);
    }

    /// <summary>A <c>bytes32[]</c>: its length and its words.</summary>
    public static AbiValue Of(IReadOnlyList<Hash32> values) =>
        new([.. Of(values.Count).Encoding, .. values.SelectMany(value => value.ToBytes())], isDynamic: true);
}
