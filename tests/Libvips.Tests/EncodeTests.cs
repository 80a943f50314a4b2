namespace PathoChain.Libvips.Tests;

public sealed class EncodeTests
{
    [Fact]
    public void A_png_holds_header_and_pixels_and_nothing_else() =>
        PngBytes.ChunkTypes(ImageCodec.EncodePng(DrawnImage.Noise(80, 70))).Distinct().Should().Equal("IHDR", "IDAT", "IEND");

    [Fact]
    public void The_same_pixels_give_the_same_file() =>
        ImageCodec.EncodePng(DrawnImage.Noise(33, 20)).Should().Equal(ImageCodec.EncodePng(DrawnImage.Noise(33, 20)));
}
