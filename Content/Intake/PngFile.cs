using System.Buffers.Binary;
using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>PNG (W3C PNG third edition, section 5): a signature, then chunks of length, type, data and CRC, from IHDR to IEND.</summary>
internal sealed class PngFile : IImageFile
{
    private const int SignatureLength = 8;
    private const int ChunkFraming = 12;
    private const int HeaderEnd = SignatureLength + ChunkFraming + 13;

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
}
