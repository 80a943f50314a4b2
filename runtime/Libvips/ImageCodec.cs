namespace PathoChain.Libvips;

/// <summary>Decodes, resizes and encodes images with libvips. Thread-safe; each call keeps nothing.</summary>
public static class ImageCodec
{
    /// <summary>Red, green, blue, black and alpha: more bands are no picture.</summary>
    private const int MaxBands = 5;

    private const int RgbaChannels = 4;

    private static readonly double[] White = [255, 255, 255];

    /// <summary>The format by magic bytes; <see langword="null"/> for anything that is not decoded here.</summary>
    public static ImageFormat? Sniff(ReadOnlySpan<byte> file) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => ImageFormat.Tiff,
        _ => null,
    };

    /// <summary>Reads format and dimensions, as the decoder would take them, without decoding.</summary>
    /// <exception cref="ImageCodecException">The format is not accepted or the header is broken.</exception>
    public static unsafe ImageHeader ReadHeader(ReadOnlyMemory<byte> file)
    {
        using var pin = file.Pin();
        var (format, image) = Load(file.Span, (nint)pin.Pointer);
        using (image)
        {
            return new(format, image.Width, image.Height);
        }
    }

    /// <summary>
    /// Decodes to upright 8-bit sRGB: EXIF orientation and an embedded colour profile are applied, alpha is flattened on white.
    /// A profile that is broken or of another colour model is ignored, as browsers do.
    /// </summary>
    /// <param name="file">A PNG, JPEG or TIFF (its first page) of 8 or 16 bits a sample.</param>
    /// <exception cref="ImageCodecException">The format is not accepted, or the file is truncated or corrupt.</exception>
    public static unsafe PixelImage DecodeRgb(ReadOnlyMemory<byte> file)
    {
        using var pin = file.Pin();
        using var stored = Load(file.Span, (nint)pin.Pointer).Image;
        using var upright = Upright(stored);
        using var colour = ToSRgb(upright);
        using var flat = Flatten(colour);
        return ToPixels(flat);
    }

    /// <summary>Encodes as PNG, with no chunk but the header and the pixels.</summary>
    public static byte[] EncodePng(PixelImage image) => Encode(image.Rgb, image.Width, image.Height, PixelImage.Channels);

    /// <summary>Encodes as PNG with transparency, with no chunk but the header and the pixels.</summary>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="rgba">Rows from the top, each <paramref name="width"/> times R, G, B, alpha: height × width × 4 bytes.</param>
    /// <exception cref="ArgumentException">The buffer's length does not fit the dimensions.</exception>
    public static byte[] EncodePng(int width, int height, byte[] rgba) => rgba.LongLength == (long)width * height * RgbaChannels
        ? Encode(rgba, width, height, RgbaChannels)
        : throw new ArgumentException($"{width}x{height} RGBA pixels take {(long)width * height * RgbaChannels} bytes, not {rgba.LongLength}.", nameof(rgba));

    private static unsafe byte[] Encode(byte[] samples, int width, int height, int channels)
    {
        using var pin = samples.AsMemory().Pin();
        using var image = Over((nint)pin.Pointer, width, height, channels);
        using var save = new VipsOperation("pngsave_buffer")
            .Set("in", image)
            .Set("keep", (int)VipsForeignKeep.None)
            .Set("filter", (int)VipsPngFilter.All);
        return PngChunks.OnlyPixels(save.ToBytes());
    }

    private static (ImageFormat Format, VipsImage Image) Load(ReadOnlySpan<byte> file, nint pinned)
    {
        var format = Sniff(file) ?? throw new ImageCodecException("The bytes are no PNG, JPEG or TIFF.");
        using var load = new VipsOperation($"{format}load_buffer".ToLowerInvariant());
        var image = load
            .Set("buffer", pinned, file.Length)
            .Set("access", (int)VipsAccess.Sequential)
            .Set("fail-on", (int)VipsFailOn.Error)
            .ToImage();
        if (image.Bands <= MaxBands && image.Format is VipsBandFormat.UChar or VipsBandFormat.UShort)
        {
            return (format, image);
        }

        using (image)
        {
            throw new ImageCodecException($"{image.Bands} bands of sample format {image.Format} are not accepted: at most {MaxBands} bands of 8 or 16 bits.");
        }
    }

    private static VipsImage Upright(VipsImage image)
    {
        // Turning reads pixels out of order, which a sequential decoder cannot deliver.
        using var random = image.Orientation == 1 ? null : image.CopyToMemory();
        return (random ?? image).Apply("autorot");
    }

    private static VipsImage ToSRgb(VipsImage image) => image.HasColourProfile
        ? image.Apply("icc_transform", transform => transform
            .Set("output-profile", "srgb")
            .Set("input-profile", image.Interpretation == VipsInterpretation.Cmyk ? "cmyk" : "srgb")
            .Set("embedded", 1)
            .Set("depth", 8))
        : image.Apply("colourspace", convert => convert.Set("space", (int)VipsInterpretation.SRgb));

    private static VipsImage Flatten(VipsImage image) =>
        image.HasAlpha ? image.Apply("flatten", flatten => flatten.Set("background", White)) : image.Apply("copy");

    private static VipsImage Over(nint pinned, int width, int height, int channels)
    {
        using var samples = VipsImage.Over(pinned, width, height, channels);
        return samples.Apply("copy", copy => copy.Set("interpretation", (int)VipsInterpretation.SRgb));
    }

    private static PixelImage ToPixels(VipsImage image) =>
        image is { Bands: PixelImage.Channels, Format: VipsBandFormat.UChar }
            ? new(image.Width, image.Height, image.ToArray())
            : throw new ImageCodecException($"Decoding ended in {image.Bands} bands of {image.Format} instead of 8-bit RGB.");
}
