using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SimpleBase;

namespace PathoChain.Content;

/// <summary>A content identifier (multiformats CIDv1) over SHA-256, written in lower-case base32 with the prefix <c>b</c>: 59 characters.</summary>
public readonly record struct Cid : IParsable<Cid>
{
    /// <summary>Length of the binary form: version, codec, hash function, hash length and 32 bytes of hash.</summary>
    public const int ByteLength = HeadLength + SHA256.HashSizeInBytes;

    private const int HeadLength = 4;
    private const byte Version = 1;
    private const byte Sha256Code = 0x12;
    private const char Base32Prefix = 'b';
    private const int TextLength = 59;

    private static readonly SearchValues<char> Base32Alphabet = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private Cid(CidCodec codec, ReadOnlySpan<byte> digest)
    {
        Codec = codec;
        _high = BinaryPrimitives.ReadUInt128BigEndian(digest);
        _low = BinaryPrimitives.ReadUInt128BigEndian(digest[16..]);
    }

    public CidCodec Codec { get; }

    /// <summary>The block's SHA-256, 32 bytes: what the chain registers.</summary>
    public byte[] Digest
    {
        get
        {
            var digest = new byte[SHA256.HashSizeInBytes];
            BinaryPrimitives.WriteUInt128BigEndian(digest, _high);
            BinaryPrimitives.WriteUInt128BigEndian(digest.AsSpan(16), _low);
            return digest;
        }
    }

    /// <summary>The identifier of a block.</summary>
    public static Cid Of(CidCodec codec, ReadOnlySpan<byte> block) => FromDigest(codec, SHA256.HashData(block));

    /// <param name="codec">How the block is read.</param>
    /// <param name="digest">Its SHA-256, 32 bytes.</param>
    /// <exception cref="ArgumentException">The digest has another length, or the codec is none of ours.</exception>
    public static Cid FromDigest(CidCodec codec, ReadOnlySpan<byte> digest)
    {
        if (digest.Length != SHA256.HashSizeInBytes || !Enum.IsDefined(codec))
        {
            throw new ArgumentException($"A CID takes raw or dag-pb and 32 bytes of SHA-256, not codec 0x{(byte)codec:x2} and {digest.Length} bytes.");
        }

        return new(codec, digest);
    }

    /// <summary>Reads the 36 bytes of the binary form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Cid cid)
    {
        var known = bytes is [Version, (byte)CidCodec.Raw or (byte)CidCodec.DagPb, Sha256Code, SHA256.HashSizeInBytes, ..] && bytes.Length == ByteLength;
        cid = known ? new((CidCodec)bytes[1], bytes[HeadLength..]) : default;
        return known;
    }

    /// <exception cref="FormatException">The text is not the canonical form of a CIDv1 with SHA-256 and codec raw or dag-pb.</exception>
    public static Cid Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var cid)
        ? cid
        : throw new FormatException($"'{s}' is no CIDv1 in base32 with SHA-256 and codec raw or dag-pb (bafkrei… or bafybei…).");

    public static bool TryParse([NotNullWhen(true)] string? s, out Cid result) => TryParse(s, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Cid result)
    {
        result = default;
        if (s is not { Length: TextLength } || s[0] != Base32Prefix || s.AsSpan().ContainsAnyExcept(Base32Alphabet))
        {
            return false;
        }

        // Stray bits in the last character would give one CID several names.
        return TryRead(Base32.FileCoin.Decode(s.AsSpan(1)), out result) && result.ToString() == s;
    }

    /// <summary>The 36 bytes of the binary form.</summary>
    public byte[] ToByteArray() => [Version, (byte)Codec, Sha256Code, SHA256.HashSizeInBytes, .. Digest];

    /// <summary>The canonical text, such as <c>bafkrei…</c> for a raw block.</summary>
    public override string ToString() => Base32Prefix + Base32.FileCoin.Encode(ToByteArray());
}
