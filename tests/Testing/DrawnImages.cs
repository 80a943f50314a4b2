using System.Buffers.Binary;
using PathoChain.Libvips;

namespace PathoChain.Testing;

/// <summary>Images drawn from a seed, for tests that need pixels but no tissue.</summary>
public static class DrawnImages
{
    private const int HeaderChunk = 8; // After the signature: length, "IHDR", 13 bytes, CRC.

    /// <summary>A PNG of random pixels in the pinks of H&amp;E.</summary>
    public static byte[] Png(int width, int height, int seed)
    {
        var random = new Random(seed);
        var rgb = new byte[3 * width * height];
        for (var pixel = 0; pixel < rgb.Length; pixel += 3)
        {
            rgb[pixel] = (byte)random.Next(160, 240);
            rgb[pixel + 1] = (byte)random.Next(80, 180);
            rgb[pixel + 2] = (byte)random.Next(140, 220);
        }

        return ImageCodec.EncodePng(new PixelImage(width, height, rgb));
    }

    /// <summary>A PNG of one colour.</summary>
    public static byte[] Blank(int width, int height, byte grey = 255) =>
        ImageCodec.EncodePng(new PixelImage(width, height, [.. Enumerable.Repeat(grey, 3 * width * height)]));

    /// <summary>A PNG of a landscape as a camera would take it: sky, sun, a ridge and fields.</summary>
    public static byte[] Landscape(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            var (x, y) = ((double)(pixel % width) / width, (double)(pixel / width) / height);
            var sun = Math.Pow(x - 0.75, 2) + Math.Pow(y - 0.2, 2) < 0.006;
            var ridge = 0.55 + (0.08 * Math.Sin(7 * x)) + (0.03 * Math.Sin(23 * x));
            var (red, green, blue) = sun ? (255, 244, 190)
                : y < ridge ? (90 + (120 * y), 150 + (70 * y), 235 - (30 * y))
                : (60 + (90 * y), 110 - (20 * y) + (20 * Math.Sin(40 * x)), 40.0);
            (rgb[3 * pixel], rgb[(3 * pixel) + 1], rgb[(3 * pixel) + 2]) = ((byte)red, (byte)green, (byte)blue);
        }

        return ImageCodec.EncodePng(new PixelImage(width, height, rgb));
    }

    /// <summary>An image twice as large, linearly between its pixels.</summary>
    public static PixelImage Doubled(PixelImage image)
    {
        var (width, height) = (2 * image.Width, 2 * image.Height);
        return new PixelImage(width, height, [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) from channel in Enumerable.Range(0, PixelImage.Channels)
            select (byte)((At(x / 2, y / 2, channel) + At((x + 1) / 2, y / 2, channel) + At(x / 2, (y + 1) / 2, channel) + At((x + 1) / 2, (y + 1) / 2, channel)) / 4)]);

        int At(int x, int y, int channel) => image.Rgb[(PixelImage.Channels * ((Math.Min(y, image.Height - 1) * image.Width) + Math.Min(x, image.Width - 1))) + channel];
    }

    /// <summary>The same file with another size in its header, which is otherwise valid.</summary>
    public static byte[] ClaimingSize(byte[] png, int width, int height)
    {
        var forged = png.ToArray();
        var typeAndData = forged.AsSpan(HeaderChunk + 4, 17);
        BinaryPrimitives.WriteInt32BigEndian(typeAndData[4..], width);
        BinaryPrimitives.WriteInt32BigEndian(typeAndData[8..], height);
        BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(HeaderChunk + 21), Crc32(typeAndData));
        return forged;
    }

    // ISO 3309, as PNG uses it. System.IO.Hashing is not served here.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
