using System.Buffers.Binary;

namespace PathoChain.Libvips;

/// <summary>Chunks of a PNG file that libvips wrote (W3C PNG, section 5: length, type, data, CRC).</summary>
internal static class PngChunks
{
    private const int SignatureLength = 8;
    private const int Framing = 12;

    /// <summary>Drops every chunk but IHDR, IDAT and IEND: libvips always writes a resolution (pHYs), even without one.</summary>
    public static byte[] OnlyPixels(ReadOnlySpan<byte> png)
    {
        var kept = new byte[png.Length];
        png[..SignatureLength].CopyTo(kept);
        var length = SignatureLength;
        for (var rest = png[SignatureLength..]; !rest.IsEmpty;)
        {
            var chunk = rest[..(Framing + BinaryPrimitives.ReadInt32BigEndian(rest))];
            if (chunk[4..8].SequenceEqual("IHDR"u8) || chunk[4..8].SequenceEqual("IDAT"u8) || chunk[4..8].SequenceEqual("IEND"u8))
            {
                chunk.CopyTo(kept.AsSpan(length));
                length += chunk.Length;
            }

            rest = rest[chunk.Length..];
        }

        return kept[..length];
    }
}
