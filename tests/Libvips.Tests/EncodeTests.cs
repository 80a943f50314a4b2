namespace PathoChain.Libvips.Tests;

public sealed class EncodeTests
{
    [Fact]
    public void A_png_holds_header_and_pixels_and_nothing_else() =>
        PngBytes.ChunkTypes(ImageCodec.EncodePng(DrawnImage.Noise(80, 70))).Distinct().Should().Equal("IHDR", "IDAT", "IEND");

    [Fact]
    public void The_same_pixels_give_the_same_file() =>
        ImageCodec.EncodePng(DrawnImage.Noise(33, 20)).Should().Equal(ImageCodec.EncodePng(DrawnImage.Noise(33, 20)));

    [Fact]
    public void A_png_with_transparency_shows_its_colours_where_it_is_opaque_and_white_where_it_is_not()
    {
        var png = ImageCodec.EncodePng(2, 1, [10, 200, 30, 255, 10, 200, 30, 0]);

        PngBytes.ChunkTypes(png).Distinct().Should().Equal("IHDR", "IDAT", "IEND");
        ImageCodec.DecodeRgb(png).Rgb.Should().Equal(10, 200, 30, 255, 255, 255);
    }

    [Fact]
    public void Pixels_that_do_not_fit_the_size_are_refused() =>
        FluentActions.Invoking(() => ImageCodec.EncodePng(2, 2, new byte[15])).Should().Throw<ArgumentException>().WithMessage("*16 bytes, not 15*");
}
