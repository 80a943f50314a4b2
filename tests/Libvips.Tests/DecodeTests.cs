namespace PathoChain.Libvips.Tests;

/// <summary>Every format and sample layout ends as the same upright 8-bit sRGB.</summary>
public sealed class DecodeTests
{
    private static readonly PixelImage Drawn = DrawnImage.Gradient(61, 37);

    public static TheoryData<TiffCompression, bool> Tiffs => new()
    {
        { TiffCompression.None, false },
        { TiffCompression.Deflate, false },
        { TiffCompression.Lzw, true },
    };

    [Fact]
    public void A_png_keeps_every_sample() => ImageCodec.DecodeRgb(ImageCodec.EncodePng(Drawn)).Rgb.Should().Equal(Drawn.Rgb);

    [Fact]
    public void An_interlaced_png_keeps_every_sample() => ImageCodec.DecodeRgb(Encode.Interlaced(Drawn)).Rgb.Should().Equal(Drawn.Rgb);

    [Theory]
    [MemberData(nameof(Tiffs))]
    public void A_lossless_tiff_keeps_every_sample(TiffCompression compression, bool tiled) =>
        ImageCodec.DecodeRgb(Encode.Tiff(Drawn, compression, tiled)).Rgb.Should().Equal(Drawn.Rgb);

    [Fact]
    public void A_big_endian_tiff_keeps_every_sample() =>
        ImageCodec.DecodeRgb(TiffBytes.Image(61, 37, Drawn.Rgb, bigEndian: true)).Rgb.Should().Equal(Drawn.Rgb);

    [Fact]
    public void Lossy_files_come_close()
    {
        ShouldBeClose(Encode.Jpeg(Drawn), Drawn, tolerance: 12);
        ShouldBeClose(Encode.ProgressiveJpeg(Drawn), Drawn, tolerance: 12);
        ShouldBeClose(Encode.Tiff(DrawnImage.Gradient(64, 64), TiffCompression.Jpeg), DrawnImage.Gradient(64, 64), tolerance: 24);
    }

    [Fact]
    public void Sixteen_bits_become_eight()
    {
        ShouldBeClose(Encode.Png16(Drawn), Drawn, tolerance: 1);
        ShouldBeClose(Encode.Tiff16(Drawn), Drawn, tolerance: 1);
    }

    [Fact]
    public void Grey_becomes_equal_red_green_and_blue()
    {
        var plain = DrawnImage.Plain(9, 9, 120, 120, 120);
        ShouldBeClose(Encode.GreyPng(plain), plain, tolerance: 1);
    }

    [Fact]
    public void Four_inks_become_three_lights()
    {
        var plain = DrawnImage.Plain(16, 16, 200, 60, 120);
        ShouldBeClose(Encode.CmykJpeg(plain), plain, tolerance: 30);
    }

    [Fact]
    public void Transparency_becomes_white()
    {
        var png = PngBytes.Build(3, 1, depth: 8, colourType: 6, [200, 0, 0, 255, 200, 0, 0, 0, 200, 0, 0, 128]);
        var decoded = ImageCodec.DecodeRgb(png);
        decoded.At(0, 0).Should().Equal(200, 0, 0);
        decoded.At(1, 0).Should().Equal(255, 255, 255);
        decoded.At(2, 0)[1].Should().BeInRange(126, 128);
    }

    [Fact]
    public void Transparency_of_sixteen_bits_and_of_grey_becomes_white_too()
    {
        var deep = PngBytes.Build(2, 1, depth: 16, colourType: 6, [200, 0, 0, 0, 0, 0, 255, 255, 200, 0, 0, 0, 0, 0, 0, 0]);
        ImageCodec.DecodeRgb(deep).Rgb.Should().Equal(200, 0, 0, 255, 255, 255);
        var grey = PngBytes.Build(2, 1, depth: 8, colourType: 4, [90, 255, 90, 0]);
        ImageCodec.DecodeRgb(grey).Rgb.Should().Equal(90, 90, 90, 255, 255, 255);
    }

    [Fact]
    public void An_embedded_colour_profile_is_applied()
    {
        var plain = DrawnImage.Plain(8, 8, 180, 60, 90);
        var wide = Encode.PngWithProfile(plain, "p3");
        PngBytes.ChunkTypes(wide).Should().Contain("iCCP");
        ShouldBeClose(wide, plain, tolerance: 2);

        var unprofiled = PngBytes.Build(1, 1, 8, 2, [167, 69, 92]);
        ImageCodec.DecodeRgb(unprofiled).Rgb.Should().Equal(new byte[] { 167, 69, 92 }, "a file without a profile is sRGB already");
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 0, 1)]
    public void Exif_orientation_is_applied(ushort orientation, int right, int bottom)
    {
        var drawn = DrawnImage.Plain(48, 32, 255, 255, 255);
        for (var i = 0; i < 16 * 16; i++)
        {
            drawn.Rgb.AsSpan((((i / 16) * 48) + (i % 16)) * 3, 3).Clear();
        }

        var decoded = ImageCodec.DecodeRgb(JpegBytes.WithExif(Encode.Jpeg(drawn), new TiffBytes().Short(0x0112, orientation).Build([])));

        var turned = orientation >= 5;
        (decoded.Width, decoded.Height).Should().Be(turned ? (32, 48) : (48, 32));
        decoded.At(right * (decoded.Width - 1), bottom * (decoded.Height - 1))[0].Should().BeLessThan(30, "the dark corner goes there");
        decoded.At((1 - right) * (decoded.Width - 1), (1 - bottom) * (decoded.Height - 1))[0].Should().BeGreaterThan(225);
    }

    [Fact]
    public void The_header_is_read_without_the_pixels()
    {
        ImageCodec.ReadHeader(ImageCodec.EncodePng(Drawn)).Should().Be(new ImageHeader(ImageFormat.Png, 61, 37));
        ImageCodec.ReadHeader(Encode.Jpeg(Drawn)).Should().Be(new ImageHeader(ImageFormat.Jpeg, 61, 37));
        ImageCodec.ReadHeader(Encode.Tiff(Drawn)).Should().Be(new ImageHeader(ImageFormat.Tiff, 61, 37));
    }

    private static void ShouldBeClose(byte[] file, PixelImage expected, int tolerance)
    {
        var decoded = ImageCodec.DecodeRgb(file);
        (decoded.Width, decoded.Height).Should().Be((expected.Width, expected.Height));
        decoded.Rgb.Zip(expected.Rgb, (actual, wanted) => Math.Abs(actual - wanted)).Max().Should().BeLessThanOrEqualTo(tolerance);
    }
}
