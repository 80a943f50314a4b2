using PathoChain.Libvips;

namespace PathoChain.Testing;

/// <summary>Files in formats and sample layouts that the product reads but never writes, made with libvips' own savers.</summary>
internal static class Encode
{
    /// <summary>With colours at half the resolution if that is asked for, or by itself below quality 90.</summary>
    public static byte[] Jpeg(PixelImage image, int quality = 95, bool subsampled = false) =>
        Save("jpegsave_buffer", image, save => save.Set("Q", quality).Set("subsample-mode", subsampled ? 1 : 0));

    public static byte[] ProgressiveJpeg(PixelImage image) => Save("jpegsave_buffer", image, save => save.Set("Q", 95).Set("interlace", 1));

    public static byte[] Tiff(PixelImage image, TiffCompression compression = TiffCompression.None, bool tiled = false) =>
        Save("tiffsave_buffer", image, save => save.Set("compression", (int)compression).Set("tile", tiled ? 1 : 0));

    public static byte[] BigTiff(PixelImage image) => Save("tiffsave_buffer", image, save => save.Set("bigtiff", 1));

    public static byte[] Interlaced(PixelImage image) => Save("pngsave_buffer", image, save => save.Set("interlace", 1));

    /// <summary>The file with libvips' built-in ICC profile of that name (<c>srgb</c>, <c>p3</c>) applied and embedded.</summary>
    public static byte[] PngWithProfile(PixelImage image, string profile) =>
        Save("pngsave_buffer", image, save => save, source =>
            source.Apply("icc_transform", transform => transform.Set("output-profile", profile).Set("input-profile", "srgb")));

    public static byte[] CmykJpeg(PixelImage image) =>
        Save("jpegsave_buffer", image, save => save.Set("Q", 100), source => Convert(source, Space.Cmyk));

    public static byte[] GreyPng(PixelImage image) => Save("pngsave_buffer", image, save => save, source => Convert(source, Space.Grey));

    public static byte[] Png16(PixelImage image) => Save("pngsave_buffer", image, save => save, source => Convert(source, Space.Rgb16));

    public static byte[] Tiff16(PixelImage image) => Save("tiffsave_buffer", image, save => save, source => Convert(source, Space.Rgb16));

    /// <summary>A file whose samples are 32-bit floats.</summary>
    public static byte[] FloatTiff(PixelImage image) => Save("tiffsave_buffer", image, save => save, source => Convert(source, Space.Lab));

    private static VipsImage Convert(VipsImage image, Space space) => image.Apply("colourspace", convert => convert.Set("space", (int)space));

    private static unsafe byte[] Save(
        string saver, PixelImage image, Func<VipsOperation, VipsOperation> options, Func<VipsImage, VipsImage>? prepare = null)
    {
        using var pin = image.Rgb.AsMemory().Pin();
        using var samples = VipsImage.Over((nint)pin.Pointer, image.Width, image.Height, PixelImage.Channels);
        using var source = samples.Apply("copy", copy => copy.Set("interpretation", (int)VipsInterpretation.SRgb));
        using var prepared = prepare?.Invoke(source);
        using var save = options(new VipsOperation(saver).Set("in", prepared ?? source));
        return save.ToBytes();
    }

    /// <summary>Values of VipsInterpretation.</summary>
    private enum Space
    {
        Grey = 1,
        Lab = 13,
        Cmyk = 15,
        Rgb16 = 25,
    }
}

/// <summary>Values of VipsForeignTiffCompression.</summary>
public enum TiffCompression
{
    None = 0,
    Jpeg = 1,
    Deflate = 2,
    Lzw = 5,
}
