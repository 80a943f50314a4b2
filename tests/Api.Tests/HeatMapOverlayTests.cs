using PathoChain.Api.Images;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

public sealed class HeatMapOverlayTests
{
    [Theory]
    [InlineData(50, 40, 50, 40)]
    [InlineData(1024, 1024, 1024, 1024)]
    [InlineData(2048, 1024, 1024, 512)]
    [InlineData(700, 4600, 156, 1024)]
    [InlineData(5000, 1, 1024, 1)]
    public void It_is_of_the_images_size_within_bounds(int width, int height, int overlayWidth, int overlayHeight) =>
        HeatMapOverlay.SizeFor(width, height).Should().Be((overlayWidth, overlayHeight));

    [Fact]
    public void Where_nothing_spoke_for_the_class_it_is_transparent() =>
        Alphas(HeatMapOverlay.Draw(Map(2, 2, 0, 0, 0, 0), 8, 8)).Should().AllSatisfy(alpha => alpha.Should().Be(0));

    [Fact]
    public void The_more_a_place_says_the_brighter_and_the_less_transparent_it_is()
    {
        var pixels = HeatMapOverlay.Draw(Map(2, 1, 0, 1), 256, 1).Chunk(4).ToList();
        var lightness = pixels.Select(pixel => (0.2126 * pixel[0]) + (0.7152 * pixel[1]) + (0.0722 * pixel[2])).ToList();

        Alphas(pixels).Should().BeInAscendingOrder();
        lightness.Should().BeInAscendingOrder();
        pixels[0].Should().Equal(68, 1, 84, 0);
        pixels[^1].Should().Equal(253, 231, 37, 200);
    }

    [Fact]
    public void Between_the_centres_of_cells_it_is_bilinear()
    {
        // Four pixels to a cell: centres lie between pixels 1 and 2, and 5 and 6.
        var alphas = Alphas(HeatMapOverlay.Draw(Map(2, 2, 0, 1, 0, 0), 8, 8));

        alphas.Chunk(8).First().Should().Equal(0, 0, 25, 75, 125, 175, 200, 200);
        alphas.Chunk(8).Select(row => row[7]).Should().Equal(200, 200, 175, 125, 75, 25, 0, 0);
    }

    private static HeatMap Map(int width, int height, params float[] values) => new("sha", width, height, values);

    private static IEnumerable<int> Alphas(IEnumerable<byte> rgba) => Alphas(rgba.Chunk(4));

    private static IEnumerable<int> Alphas(IEnumerable<byte[]> pixels) => pixels.Select(pixel => (int)pixel[3]);
}
