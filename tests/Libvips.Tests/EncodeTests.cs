namespace PathoChain.Libvips.Tests;

public sealed class EncodeTests
{
    [Fact]
    public void A_png_holds_header_and_pixels_and_nothing_else() =>
        PngBytes.ChunkTypes(ImageCodec.EncodePng(DrawnImage.Noise(80, 70))).Distinct().Should().Equal("IHDR", "IDAT", "IEND");

    [Fact]
    public void The_same_pixels_give_the_same_file() =>
        ImageCodec.EncodePng(DrawnImage.Noise(33, 20)).Should().Equal(ImageCodec.EncodePng(DrawnImage.Noise(33, 20)));

    [Theory]
    [InlineData(50, 50)]
    [InlineData(224, 224)]
    [InlineData(1, 3)]
    [InlineData(700, 460)]
    public void A_resized_image_has_the_size_asked_for_and_its_mean_colour(int width, int height)
    {
        var drawn = DrawnImage.Gradient(461, 303);
        var resized = ImageCodec.Resize(drawn, width, height);
        (resized.Width, resized.Height).Should().Be((width, height));
        Mean(resized).Should().BeApproximately(Mean(drawn), 2);

        static double Mean(PixelImage image) => image.Rgb.Average(sample => (double)sample);
    }

    [Fact]
    public void A_checkerboard_reduces_to_grey_rather_than_to_stripes()
    {
        var board = DrawnImage.Plain(64, 64, 0, 0, 0);
        for (var i = 0; i < 64 * 64; i++)
        {
            board.Rgb.AsSpan(i * 3, 3).Fill((byte)(((i % 64) + (i / 64)) % 2 * 255));
        }

        var inner = ImageCodec.Resize(board, 16, 16).Rgb;
        inner.Should().OnlyContain(sample => sample > 110 && sample < 145);
    }
}
