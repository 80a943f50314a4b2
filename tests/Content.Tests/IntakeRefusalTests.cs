using System.Text;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests;

public sealed class IntakeRefusalTests
{
    private static readonly PixelImage Drawn = DrawnImage.Gradient(60, 40, grain: 6);
    private static readonly byte[] Png = ImageCodec.EncodePng(Drawn);
    private static readonly byte[] Jpeg = Encode.Jpeg(Drawn);

    [Fact]
    public void An_empty_file() => ShouldBe(IntakeProblem.EmptyFile, [], "*0 bytes*");

    [Fact]
    public void A_file_of_33_MiB() => ShouldBe(IntakeProblem.FileTooLarge, [.. Png, .. new byte[33 << 20]], "*32 MiB*");

    [Theory]
    [InlineData("This is a text, whatever its name says.png")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("GIF89a...")]
    [InlineData("%PDF-1.7")]
    [InlineData("\u0089PN")]
    public void Anything_that_is_no_image_by_its_first_bytes(string text) =>
        ShouldBe(IntakeProblem.UnsupportedFormat, Encoding.Latin1.GetBytes(text), "*PNG, JPEG or TIFF*");

    [Fact]
    public void BigTiff() => ShouldBe(IntakeProblem.UnsupportedFormat, Encode.BigTiff(Drawn), "*BigTIFF*");

    [Fact]
    public void A_tiff_of_several_pages() =>
        ShouldBe(IntakeProblem.UnsupportedFormat, TiffBytes.Image(60, 40, Drawn.Rgb, next: 8), "*more than one page*");

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_tiff_in_ycbcr_that_the_decoder_would_take_for_rgb(ushort compression) =>
        ShouldBe(IntakeProblem.UnsupportedFormat, YCbCr(compression, across: 1), "*YCbCr*save it as RGB*");

    [Fact]
    public void No_subsampled_tiff_in_ycbcr_which_the_decoder_converts() =>
        ImageCodec.DecodeRgb(ImageIntake.Clean(YCbCr(compression: 1, across: 2)).Png).Rgb[..3].Should().Equal(201, 62, 33);

    [Fact]
    public void A_png_broken_off_anywhere() => ShouldBeTruncated(Png, from: 8);

    [Fact]
    public void A_jpeg_broken_off_anywhere()
    {
        ShouldBeTruncated(Jpeg, from: 3);
        ShouldBeTruncated(Encode.ProgressiveJpeg(Drawn), from: 3);
    }

    [Fact]
    public void A_tiff_broken_off_anywhere()
    {
        ShouldBeTruncated(Encode.Tiff(Drawn, TiffCompression.Lzw), from: 4);
        ShouldBeTruncated(TiffBytes.Image(60, 40, Drawn.Rgb, bigEndian: true), from: 4);
    }

    [Fact]
    public void Sixty_thousand_by_sixty_thousand_pixels_at_the_price_of_reading_a_header()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xEA, 0x60, 0xEA, 0x60, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];
        byte[][] files =
        [
            PngBytes.Head(60_000, 60_000),
            [.. PngBytes.Head(60_000, 60_000), .. PngBytes.Chunk("IDAT", new byte[1000]), .. PngBytes.Chunk("IEND", [])],
            jpeg,
            TiffBytes.Image(60_000, 60_000, new byte[30]),
        ];
        ShouldBe(IntakeProblem.TooManyPixels, files[0], "*60000x60000*");
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var file in files)
        {
            ShouldBe(IntakeProblem.TooManyPixels, file, "*60000x60000*40000000*");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
        Native.vips_tracked_get_mem_highwater().Should().BeLessThan(64 << 20, "no test of this process decodes more than a few small images");
    }

    [Theory]
    [InlineData(32_768, 1)]
    [InlineData(4, 3_000_000)]
    public void A_side_of_more_than_32767_pixels(int width, int height) =>
        ShouldBe(IntakeProblem.TooManyPixels, PngBytes.Head(width, height), $"*{width}x{height}*32767*");

    [Fact]
    public void One_pixel_row_beyond_40_megapixels() =>
        ShouldBe(IntakeProblem.TooManyPixels, PngBytes.Head(8000, 5001), "*8000x5001*");

    [Fact]
    public void Bytes_after_the_end()
    {
        ShouldBe(IntakeProblem.TrailingBytes, [.. Png, 0], "*1 bytes follow*");
        ShouldBe(IntakeProblem.TrailingBytes, [.. Png, .. "PK\x3\x4 a hidden archive"u8], "*follow the end*");
        ShouldBe(IntakeProblem.TrailingBytes, [.. Jpeg, .. Jpeg], $"*{Jpeg.Length} bytes follow*");
    }

    [Fact]
    public void A_header_without_pixels_across_or_down()
    {
        ShouldBe(IntakeProblem.CorruptImage, PngBytes.Head(0, 7), "*0x7*");
        ShouldBe(IntakeProblem.CorruptImage, TiffBytes.Image(7, 0, new byte[3]), "*7x0*");
    }

    [Fact]
    public void A_whole_file_whose_pixels_do_not_decode()
    {
        var changed = Png.ToArray();
        changed[Png.Length / 2] ^= 0x10;
        ShouldBe(IntakeProblem.CorruptImage, changed, "*cannot be decoded*");
        ShouldBe(IntakeProblem.CorruptImage, PngBytes.Build(9, 9, 8, 2, [1, 2, 3]), "*cannot be decoded*");
        ShouldBe(IntakeProblem.CorruptImage, Encode.FloatTiff(Drawn), "*cannot be decoded*");
    }

    [Fact]
    public void A_small_tiff_that_would_have_its_reader_allocate_gigabytes()
    {
        var samples = new byte[3000];
        var tiles = new TiffBytes().Short(256, 100).Short(257, 100).Short(258, 8, 8, 8).Short(259, 1).Short(262, 2).Short(277, 3)
            .Long(322, 60_000).Long(323, 60_000).Long(324, 8).Long(325, 3000);
        var bands = new TiffBytes().Short(256, 6000).Short(257, 6000).Short(258, [.. Enumerable.Repeat((ushort)8, 1000)]).Short(259, 1)
            .Short(262, 1).Short(277, 1000).Long(273, 8).Long(278, 6000).Long(279, 3000);

        ShouldBe(IntakeProblem.CorruptImage, tiles.Build(samples), "*cannot be decoded*");
        ShouldBe(IntakeProblem.CorruptImage, bands.Build(samples), "*cannot be decoded*");

        Native.vips_tracked_get_mem_highwater().Should().BeLessThan(64 << 20);
    }

    [Fact]
    public void Structures_that_lie()
    {
        ShouldBe(IntakeProblem.CorruptImage, [.. Png[..8], .. PngBytes.Chunk("tEXt", new byte[30]), .. Png[8..]], "*header chunk*");
        ShouldBe(IntakeProblem.CorruptImage, [0xFF, 0xD8, 0xFF, 0xD9, 0, 2], "*no frame header*");
        ShouldBe(IntakeProblem.CorruptImage, [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0], "*shorter than its own length*");
        ShouldBe(IntakeProblem.CorruptImage, new TiffBytes().Short(256, 4).Build([]), "*tag 257 is missing*");
        ShouldBe(IntakeProblem.CorruptImage, new TiffBytes().Ascii(256, "four").Short(257, 4).Build([]), "*neither SHORT nor LONG*");
        ShouldBe(IntakeProblem.CorruptImage, new TiffBytes().Short(256, 4, 4).Short(257, 4).Build([]), "*one number*");
        ShouldBe(IntakeProblem.CorruptImage, new TiffBytes().Short(256, 4).Short(257, 4).Long(273, 8, 8).Long(279, 1).Build([0]), "*2 strips*1 lengths*");
    }

    [Fact]
    public void Random_damage_never_gets_past_as_anything_but_a_refusal_or_an_image()
    {
        var random = new Random(7);
        foreach (var file in new[] { Png, Jpeg, Encode.Tiff(Drawn, TiffCompression.Deflate), TiffBytes.Image(60, 40, Drawn.Rgb) })
        {
            for (var i = 0; i < 300; i++)
            {
                var damaged = file.ToArray();
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                var refusal = Record.Exception(() => ImageIntake.Clean(damaged));
                (refusal is null or IntakeException).Should().BeTrue($"damage must not surface as {refusal}");
            }
        }
    }

    /// <summary>8x8 pixels of Y 100, Cb 90, Cr 200; those of one pair where <paramref name="across"/> is 2.</summary>
    private static byte[] YCbCr(ushort compression, ushort across)
    {
        byte[] unit = [.. Enumerable.Repeat((byte)100, across), 90, 200];
        byte[] samples = [.. Enumerable.Repeat(unit, 64 / across).SelectMany(each => each)];
        return new TiffBytes().Long(256, 8).Long(257, 8).Short(258, 8, 8, 8).Short(259, compression).Short(262, 6)
            .Long(273, 8).Short(277, 3).Long(278, 8).Long(279, (uint)samples.Length).Short(530, across, 1).Build(samples);
    }

    private static void ShouldBeTruncated(byte[] file, int from)
    {
        ImageIntake.Clean(file).Width.Should().Be(60, "the whole file is fine");
        for (var length = from; length < file.Length; length += length < 200 || length > file.Length - 40 ? 1 : 97)
        {
            ShouldBe(IntakeProblem.TruncatedImage, file[..length], $"*{length} bytes*");
        }
    }

    private static void ShouldBe(IntakeProblem problem, byte[] file, string message) =>
        file.Invoking(bytes => ImageIntake.Clean(bytes)).Should().Throw<IntakeException>().WithMessage(message)
            .Which.Problem.Should().Be(problem);
}
