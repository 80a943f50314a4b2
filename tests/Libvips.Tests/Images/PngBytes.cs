using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PathoChain.Testing;

/// <summary>PNG files put together chunk by chunk, including ones that no encoder would write.</summary>
internal static class PngBytes
{
    private const int SignatureLength = 8;
    private const int HeaderEnd = 33;

    /// <param name="width">As the header claims.</param>
    /// <param name="height">As the header claims.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="colourType">2 RGB, 4 grey and alpha, 6 RGB and alpha.</param>
    /// <param name="rows">Samples, rows from the top without filter bytes.</param>
    public static byte[] Build(int width, int height, byte depth, byte colourType, params byte[][] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        return [.. Head(width, height, depth, colourType), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>Signature and header chunk alone.</summary>
    public static byte[] Head(int width, int height, byte depth = 8, byte colourType = 2)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colourType);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header)];
    }

    /// <summary>The file with one more chunk after its header.</summary>
    public static byte[] With(byte[] png, string type, byte[] data) => [.. png[..HeaderEnd], .. Chunk(type, data), .. png[HeaderEnd..]];

    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), Crc(chunk.AsSpan(4..^4)));
        return chunk;
    }

    public static IEnumerable<string> ChunkTypes(byte[] png)
    {
        for (var at = SignatureLength; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))
        {
            yield return Encoding.ASCII.GetString(png, at + 4, 4);
        }
    }

    /// <summary>CRC-32 of W3C PNG, annex D.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
