namespace PathoChain.Libvips;

/// <summary>A decoded image: 8-bit sRGB without alpha, upright.</summary>
public sealed class PixelImage
{
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="rgb">Rows from the top, each <paramref name="width"/> times R, G, B: height × width × 3 bytes. Not copied.</param>
    /// <exception cref="ArgumentException">The buffer's length does not fit the dimensions.</exception>
    public PixelImage(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.LongLength != (long)width * height * Channels)
        {
            throw new ArgumentException($"{width}x{height} RGB pixels take {(long)width * height * Channels} bytes, not {rgb.LongLength}.", nameof(rgb));
        }

        (Width, Height, Rgb) = (width, height, rgb);
    }

    /// <summary>Samples per pixel.</summary>
    public const int Channels = 3;

    public int Width { get; }

    public int Height { get; }

    /// <summary>Interleaved samples, row-major: height × width × 3.</summary>
    public byte[] Rgb { get; }
}
