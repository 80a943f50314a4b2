using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

public sealed class TextureTests
{
    [Fact]
    public void Deviation_roughness_and_fine_detail_are_those_of_the_formula()
    {
        // Grey levels 0, 10, 50 / 30, 60, 90: mean 40, variance 5600 / 6; neighbours differ by 10, 40, 30, 30 in rows and 30, 50, 40 in columns, those two apart by 50 and 60.
        var texture = Texture.Of(Grey(3, 2, 0, 10, 50, 30, 60, 90));

        texture.Colours.Luma.Mean.Should().BeApproximately(40, 1e-9);
        texture.Colours.Luma.Deviation.Should().BeApproximately(Math.Sqrt(5600 / 6.0), 1e-9);
        texture.Roughness.Should().BeApproximately(8500 / 7.0 / (2 * 5600 / 6.0), 1e-9);
        texture.FineDetail.Luma.Should().BeApproximately(8500 / 7.0 / (6100 / 2.0), 1e-9);
        texture.FineDetail.Should().Match<FineDetail>(detail => detail.Cb == 1 && detail.Cr == 1, "grey has no colours that could lack detail");
    }

    [Fact]
    public void A_slope_has_a_quarter_of_the_detail_of_noise()
    {
        var random = new Random(7);

        ShouldBe(Texture.Of(Draw(60, 40, at => [(byte)((at % 60) + (at / 60)), (byte)(2 * ((at % 60) + (at / 60))), 0])).FineDetail, 0.25, 1e-6);
        ShouldBe(Texture.Of(Draw(60, 40, _ => [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)])).FineDetail, 1, 0.05);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(50, 50)]
    public void Where_nothing_differs_there_is_no_detail_to_miss(int width, int height) =>
        Texture.Of(Grey(width, height, new byte[width * height])).Should().Be(new Texture(new(new(0, 0), new(0, 0), new(0, 0)), 0, new FineDetail(1, 1, 1)));

    [Fact]
    public void Colours_are_those_of_the_formula()
    {
        // As models/tests/test_colour.py has it: a red pixel and a blue one.
        var colours = Texture.Of(new(2, 1, [255, 0, 0, 0, 0, 255])).Colours;

        ShouldBe(colours.Luma, 77, 29);
        ShouldBe(colours.Cb, -43, 128);
        ShouldBe(colours.Cr, 128, -21);

        static void ShouldBe(ChannelLevels actual, int red, int blue)
        {
            actual.Mean.Should().BeApproximately((red + blue) * 255 / 512.0, 1e-9);
            actual.Deviation.Should().BeApproximately(Math.Abs(red - blue) * 255 / 512.0, 1e-9);
        }
    }

    [Fact]
    public void JPEG_takes_the_detail_of_colours_and_a_PNG_of_it_does_not_bring_it_back()
    {
        var compressed = ImageCodec.DecodeRgb(Encode.Jpeg(ImageCodec.DecodeRgb(DrawnImages.Png(50, 50, seed: 7)), quality: 75));

        var detail = Texture.Of(compressed).FineDetail;

        detail.Should().Match<FineDetail>(measured => measured.Luma > 0.7 && measured.Cb < 0.5 && measured.Cr < 0.5);
        Texture.Of(ImageCodec.DecodeRgb(ImageCodec.EncodePng(compressed))).FineDetail.Should().Be(detail);
    }

    private static void ShouldBe(FineDetail detail, double expected, double precision) =>
        new[] { detail.Luma, detail.Cb, detail.Cr }.Should().AllSatisfy(measured => measured.Should().BeApproximately(expected, precision));

    private static PixelImage Grey(int width, int height, params byte[] levels) => Draw(width, height, at => [levels[at], levels[at], levels[at]]);

    private static PixelImage Draw(int width, int height, Func<int, byte[]> pixel) => new(width, height, [.. Enumerable.Range(0, width * height).SelectMany(pixel)]);
}
