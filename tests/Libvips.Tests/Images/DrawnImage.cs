using PathoChain.Libvips;

namespace PathoChain.Testing;

/// <summary>Synthetic pixels: smooth, with a distinct colour at each place and some seeded grain, so that a shift, turn or swap shows.</summary>
internal static class DrawnImage
{
    public static PixelImage Gradient(int width, int height, int grain = 0, int seed = 1)
    {
        var random = new Random(seed);
        var rgb = new byte[width * height * PixelImage.Channels];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            rgb[i * 3] = Sample(40 + (180 * x / width));
            rgb[(i * 3) + 1] = Sample(40 + (180 * y / height));
            rgb[(i * 3) + 2] = Sample(200 - (90 * x / width) - (90 * y / height));
        }

        return new(width, height, rgb);

        byte Sample(int level) => (byte)(level + random.Next(-grain, grain + 1));
    }

    public static PixelImage Noise(int width, int height, int seed = 1)
    {
        var rgb = new byte[width * height * PixelImage.Channels];
        new Random(seed).NextBytes(rgb);
        return new(width, height, rgb);
    }

    public static PixelImage Plain(int width, int height, byte red, byte green, byte blue)
    {
        var rgb = new byte[width * height * PixelImage.Channels];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            (rgb[i], rgb[i + 1], rgb[i + 2]) = (red, green, blue);
        }

        return new(width, height, rgb);
    }

    public static byte[] At(this PixelImage image, int x, int y) => image.Rgb.AsSpan(((y * image.Width) + x) * 3, 3).ToArray();
}
