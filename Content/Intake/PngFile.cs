using System.Buffers.Binary;
using System.Text;
using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>PNG (W3C PNG third edition, section 5): a signature, then chunks of length, type, data and CRC, from IHDR to IEND.</summary>
internal sealed class PngFile : IImageFile
{
    private const int SignatureLength = 8;
    private const int ChunkFraming = 12;
    private const int HeaderEnd = SignatureLength + ChunkFraming + 13;
    private const int AncillaryBit = 0x20;

    public ImageSize ReadSize(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderEnd)
        {
            throw Refusals.Truncated(ImageFormat.Png, file.Length);
        }

        return file[12..16].SequenceEqual("IHDR"u8)
            ? new(BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]))
            : throw Refusals.Corrupt(ImageFormat.Png, "it does not begin with a header chunk");
    }

    public void RequireWhole(ReadOnlySpan<byte> file)
    {
        for (var rest = file[SignatureLength..]; rest.Length >= ChunkFraming;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkFraming)
            {
                break;
            }

            var end = rest[4..8].SequenceEqual("IEND"u8);
            rest = rest[(ChunkFraming + (int)length)..];
            if (end && !rest.IsEmpty)
            {
                throw Refusals.Trailing(ImageFormat.Png, rest.Length);
            }

            if (end)
            {
                return;
            }
        }

        throw Refusals.Truncated(ImageFormat.Png, file.Length);
    }

    /// <summary>
    /// The critical chunks, and those that say how pixels are to be seen, of each the first. A decoder inflates every text there is, 60 MB each,
    /// and every colour profile that turns out broken, as many as there are.
    /// </summary>
    public ReadOnlyMemory<byte> ForDecoder(ReadOnlyMemory<byte> file)
    {
        var needed = new MemoryStream(file.Length);
        needed.Write(file.Span[..SignatureLength]);
        var seen = new HashSet<string>();
        for (var rest = file.Span[SignatureLength..]; !rest.IsEmpty;)
        {
            var chunk = rest[..(ChunkFraming + BinaryPrimitives.ReadInt32BigEndian(rest))];
            rest = rest[chunk.Length..];
            if (IsCritical(chunk) || (IsOfColourOrPlace(chunk[4..8]) && seen.Add(Encoding.ASCII.GetString(chunk[4..8]))))
            {
                needed.Write(chunk);
            }
        }

        return needed.GetBuffer().AsMemory(0, (int)needed.Length);
    }

    /// <summary>Section 5.4: a capital as the first letter.</summary>
    private static bool IsCritical(ReadOnlySpan<byte> chunk) => (chunk[4] & AncillaryBit) == 0;

    /// <summary>Transparency, colour space, and orientation (in EXIF).</summary>
    private static bool IsOfColourOrPlace(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("tRNS"u8) || type.SequenceEqual("iCCP"u8) || type.SequenceEqual("sRGB"u8)
        || type.SequenceEqual("gAMA"u8) || type.SequenceEqual("cHRM"u8) || type.SequenceEqual("eXIf"u8);
}
