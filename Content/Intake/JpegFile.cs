using System.Buffers.Binary;
using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>JPEG (ITU-T T.81, annex B): marker segments from SOI to EOI; entropy-coded data follows each scan header.</summary>
internal sealed class JpegFile : IImageFile
{
    private const int AfterStart = 2;
    private const byte Prefix = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>A decoder goes over the whole image once for each scan, even an empty one of 150 bytes; encoders write about ten.</summary>
    private const int MaxScans = 100;

    public ImageSize ReadSize(ReadOnlySpan<byte> file)
    {
        var rest = file[AfterStart..];
        while (true)
        {
            var marker = TakeMarker(file, ref rest);
            var body = TakeBody(file, ref rest);
            if (IsStartOfFrame(marker))
            {
                return body.Length >= 5
                    ? new(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]))
                    : throw Refusals.Corrupt(ImageFormat.Jpeg, "its frame header is too short");
            }

            if (marker is StartOfScan or EndOfImage)
            {
                throw Refusals.Corrupt(ImageFormat.Jpeg, "it has no frame header");
            }
        }
    }

    public void RequireWhole(ReadOnlySpan<byte> file)
    {
        var rest = file[AfterStart..];
        var scans = 0;
        while (true)
        {
            var marker = TakeMarker(file, ref rest);
            if (marker == EndOfImage)
            {
                break;
            }

            _ = TakeBody(file, ref rest);
            if (marker == StartOfScan)
            {
                scans++;
                rest = SkipEntropyCoded(file, rest);
            }
        }

        if (scans > MaxScans)
        {
            throw Refusals.Corrupt(ImageFormat.Jpeg, $"it has {scans} scans, more than the {MaxScans} accepted");
        }

        if (!rest.IsEmpty)
        {
            throw Refusals.Trailing(ImageFormat.Jpeg, rest.Length);
        }
    }

    /// <summary>SOF0 to SOF15; C4, C8 and CC in their midst are tables and extensions.</summary>
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static byte TakeMarker(ReadOnlySpan<byte> file, ref ReadOnlySpan<byte> rest)
    {
        var fill = rest.IndexOfAnyExcept(Prefix);
        if (fill < 0)
        {
            throw Refusals.Truncated(ImageFormat.Jpeg, file.Length);
        }

        var marker = rest[fill];
        rest = rest[(fill + 1)..];
        return fill > 0 ? marker : throw Refusals.Corrupt(ImageFormat.Jpeg, "a segment does not begin with a marker");
    }

    private static ReadOnlySpan<byte> TakeBody(ReadOnlySpan<byte> file, ref ReadOnlySpan<byte> rest)
    {
        var length = rest.Length < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2)
        {
            throw Refusals.Corrupt(ImageFormat.Jpeg, "a segment is shorter than its own length field");
        }

        if (length > rest.Length)
        {
            throw Refusals.Truncated(ImageFormat.Jpeg, file.Length);
        }

        var body = rest[2..length];
        rest = rest[length..];
        return body;
    }

    private static ReadOnlySpan<byte> SkipEntropyCoded(ReadOnlySpan<byte> file, ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf(Prefix) is var prefix and >= 0 && prefix + 1 < rest.Length)
        {
            // A stuffed zero and the restart markers belong to the data.
            if (rest[prefix + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return rest[prefix..];
            }

            rest = rest[(prefix + 2)..];
        }

        throw Refusals.Truncated(ImageFormat.Jpeg, file.Length);
    }
}
