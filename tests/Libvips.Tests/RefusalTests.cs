using System.Text;

namespace PathoChain.Libvips.Tests;

public sealed class RefusalTests
{
    private static readonly byte[] Png = ImageCodec.EncodePng(DrawnImage.Gradient(40, 30, grain: 9));

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B] },
        { "svg", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") },
        { "webp", [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8, 13, 0, 0, 0, 0x2F, 0, 0, 0, 0x10, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 7, 0] },
        { "pdf", Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF") },
        { "ppm", [.. "P6 1 1 255\n"u8, 1, 2, 3] },
        { "nothing", [] },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Other_formats_are_refused(string name, byte[] file)
    {
        ImageCodec.Sniff(file).Should().BeNull(name);
        file.Invoking(bytes => ImageCodec.DecodeRgb(bytes)).Should().Throw<ImageCodecException>().WithMessage("*PNG, JPEG or TIFF*");
    }

    [Theory]
    [InlineData("gifload_buffer")]
    [InlineData("svgload_buffer")]
    [InlineData("webpload_buffer")]
    [InlineData("rawload")]
    [InlineData("pngload")]
    [InlineData("jpegload_source")]
    public void Other_loaders_are_blocked_inside_libvips(string loader)
    {
        using var operation = new VipsOperation(loader);
        operation.Invoking(load => load.ToImage()).Should().Throw<ImageCodecException>().WithMessage("*block*");
    }

    [Fact]
    public unsafe void A_loader_of_another_format_does_not_take_the_bytes()
    {
        using var pin = Png.AsMemory().Pin();
        using var operation = new VipsOperation("jpegload_buffer").Set("buffer", (nint)pin.Pointer, Png.Length);
        operation.Invoking(load => load.ToImage()).Should().Throw<ImageCodecException>();
    }

    [Fact]
    public void A_truncated_file_fails_in_every_format()
    {
        var image = DrawnImage.Noise(64, 64);
        foreach (var file in new[] { ImageCodec.EncodePng(image), Encode.Jpeg(image), Encode.Tiff(image, TiffCompression.Deflate) })
        {
            file.Invoking(whole => ImageCodec.DecodeRgb(whole.AsMemory(0, whole.Length / 2))).Should().Throw<ImageCodecException>();
        }
    }

    [Fact]
    public void A_changed_byte_of_the_pixels_fails_by_its_checksum()
    {
        var changed = Png.ToArray();
        changed[changed.Length / 2] ^= 0x10;
        changed.Invoking(file => ImageCodec.DecodeRgb(file)).Should().Throw<ImageCodecException>();
    }

    [Fact]
    public void Float_samples_are_refused() =>
        Encode.FloatTiff(DrawnImage.Gradient(8, 8)).Invoking(file => ImageCodec.DecodeRgb(file))
            .Should().Throw<ImageCodecException>().WithMessage("*8 or 16 bits*");

    [Fact]
    public void Pixels_that_do_not_fit_their_dimensions_are_refused() =>
        FluentActions.Invoking(() => new PixelImage(2, 2, new byte[11])).Should().Throw<ArgumentException>().WithMessage("*12 bytes, not 11*");
}
