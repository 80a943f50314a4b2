using System.Text;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests;

/// <summary>Marks planted in every place that carries text come out nowhere.</summary>
public sealed class StrippingTests
{
    private const string Canary = "CANARY Jane Roe 1970-01-01 MRN 4711";

    private static readonly PixelImage Drawn = DrawnImage.Gradient(80, 50);
    private static readonly byte[] Marked = Encoding.ASCII.GetBytes(Canary);

    /// <summary>EXIF with an artist, and a GPS directory whose only entry carries the mark.</summary>
    private static readonly byte[] Exif = new TiffBytes().Ascii(0x013B, Canary).Long(0x8825, 8).Build(
        [1, 0, 0x1D, 0, 2, 0, (byte)Marked.Length, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, .. Marked]);

    private static byte[] Xmp => Encoding.ASCII.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{Canary}</x:xmpmeta>");

    public static TheoryData<string, byte[]> MarkedUploads
    {
        get
        {
            var (png, jpeg) = (ImageCodec.EncodePng(Drawn), Encode.Jpeg(Drawn));
            return new()
            {
                { "png tEXt", PngBytes.With(png, "tEXt", [.. "Comment\0"u8, .. Marked]) },
                { "png iTXt with XMP", PngBytes.With(png, "iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Xmp]) },
                { "png eXIf", PngBytes.With(png, "eXIf", Exif) },
                { "png private chunk", PngBytes.With(png, "caNy", Marked) },
                { "jpeg EXIF and GPS", JpegBytes.WithExif(jpeg, Exif) },
                { "jpeg XMP", JpegBytes.With(jpeg, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Xmp]) },
                { "jpeg IPTC", JpegBytes.With(jpeg, 0xED, [.. "Photoshop 3.0\0"u8, .. Marked]) },
                { "jpeg comment", JpegBytes.With(jpeg, 0xFE, Marked) },
                { "tiff description", TiffBytes.Image(80, 50, Drawn.Rgb, tiff => tiff.Ascii(270, Canary)) },
                { "tiff XMP", TiffBytes.Image(80, 50, Drawn.Rgb, tiff => tiff.Undefined(700, Xmp)) },
                { "tiff private tag", TiffBytes.Image(80, 50, Drawn.Rgb, tiff => tiff.Ascii(65000, Canary)) },
                { "tiff bytes that no tag points at", [.. TiffBytes.Image(80, 50, Drawn.Rgb), .. Marked] },
            };
        }
    }

    public static TheoryData<string, byte[]> OtherUploads => new()
    {
        { "png tIME", PngBytes.With(ImageCodec.EncodePng(Drawn), "tIME", [7, 0xB2, 1, 1, 0, 0, 0]) },
        { "png pHYs", PngBytes.With(ImageCodec.EncodePng(Drawn), "pHYs", [0, 0, 0x12, 0x34, 0, 0, 0x12, 0x34, 1]) },
        { "png iCCP", Encode.PngWithProfile(Drawn, "p3") },
    };

    [Theory]
    [MemberData(nameof(MarkedUploads))]
    public void No_text_survives(string where, byte[] upload)
    {
        upload.AsSpan().IndexOf("CANARY"u8).Should().BeGreaterThan(0, "it is there to begin with");
        ShouldLeaveOnlyPixels(where, upload);
    }

    [Theory]
    [MemberData(nameof(OtherUploads))]
    public void No_other_chunk_survives(string where, byte[] upload) => ShouldLeaveOnlyPixels(where, upload);

    [Fact]
    public void Orientation_is_in_the_pixels_afterwards()
    {
        var clean = ImageIntake.Clean(JpegBytes.WithExif(Encode.Jpeg(Drawn), new TiffBytes().Short(0x0112, 6).Build([])));
        (clean.Width, clean.Height, clean.SourceFormat).Should().Be((50, 80, ImageFormat.Jpeg));
    }

    [Fact]
    public void Lossless_files_of_the_same_pixels_become_the_same_image()
    {
        var expected = ImageIntake.Clean(ImageCodec.EncodePng(Drawn)).Png;
        ImageIntake.Clean(Encode.Interlaced(Drawn)).Png.Should().Equal(expected);
        ImageIntake.Clean(Encode.Tiff(Drawn, TiffCompression.Lzw, tiled: true)).Png.Should().Equal(expected);
        ImageIntake.Clean(expected).Png.Should().Equal(expected, "a clean image is clean");
    }

    [SkippableFact]
    public void Histology_comes_through_with_every_pixel()
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        foreach (var file in RealImages.Files("breakhis").Concat(RealImages.Files("idc").Take(40)).Select(File.ReadAllBytes))
        {
            var clean = ImageIntake.Clean(file);
            ImageCodec.DecodeRgb(clean.Png).Rgb.AsSpan().SequenceEqual(ImageCodec.DecodeRgb(file).Rgb).Should().BeTrue();
        }
    }

    private static void ShouldLeaveOnlyPixels(string where, byte[] upload)
    {
        var clean = ImageIntake.Clean(upload);

        PngBytes.ChunkTypes(clean.Png).Distinct().Should().Equal(new[] { "IHDR", "IDAT", "IEND" }, where);
        clean.Png.AsSpan().IndexOf("CANARY"u8).Should().Be(-1, where);
        (clean.Width, clean.Height).Should().Be((80, 50));
        var pixels = ImageCodec.DecodeRgb(clean.Png);
        pixels.Rgb.Zip(Drawn.Rgb, (actual, wanted) => Math.Abs(actual - wanted)).Max().Should().BeLessThan(13, where);
    }
}
