using System.Buffers.Binary;

namespace PathoChain.Libvips;

/// <summary>Chunks of a PNG file that libvips wrote (W3C PNG, section 5: length, type, data, CRC).</summary>
internal static class PngChunks
{
    private const int SignatureLength = 8;
    private const int Framing = 12;

    /// <summary>Drops every chunk but IHDR, IDAT and IEND: libvips always writes a resolution (pHYs), even without one.</summary>
    /// <param name="png">Overwritten: an image of 40 megapixels is copied no more often than it must be.</param>
    public static byte[] OnlyPixels(byte[] png)
    {
        var kept = SignatureLength;
        for (var rest = png.AsSpan(SignatureLength); !rest.IsEmpty;)
        {
            var chunk = rest[..(Framing + BinaryPrimitives.ReadInt32BigEndian(rest))];
            var type = chunk[4..8];
            rest = rest[chunk.Length..];
            if (type.SequenceEqual("IHDR"u8) || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("IEND"u8))
            {
                chunk.CopyTo(png.AsSpan(kept));
                kept += chunk.Length;
            }
        }

        Array.Resize(ref png, kept);
        return png;
    }
}
