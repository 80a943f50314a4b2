using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

public sealed class TextureCheckTests
{
    [Theory]
    [InlineData(255, 255, 255)]
    [InlineData(0, 0, 0)]
    [InlineData(128, 128, 128)]
    [InlineData(255, 0, 0)]
    [InlineData(0, 0, 255)]
    [InlineData(230, 190, 215)]
    public void One_colour_is_blank_though_a_scanner_adds_a_little(byte red, byte green, byte blue)
    {
        foreach (var noise in new[] { 0, 1, 3 })
        {
            var blank = Draw(50, 50, (_, random) => [Near(red, noise, random), Near(green, noise, random), Near(blue, noise, random)]);

            Warning(blank).Should().Contain("blank");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    public void The_least_image_is_blank(int width, int height) => Warning(Draw(width, height, (_, _) => [9, 9, 9])).Should().Contain("blank");

    [Theory]
    [InlineData(50, 50)]
    [InlineData(700, 460)]
    public void Uniform_noise_is_noise(int width, int height)
    {
        Warning(Draw(width, height, (_, random) => [Any(random), Any(random), Any(random)])).Should().Contain("noise");
        Warning(Draw(width, height, (_, random) => Enumerable.Repeat(Any(random), 3).ToArray())).Should().Contain("noise");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(80)]
    public void Gaussian_noise_is_noise(double deviation) => Warning(Draw(50, 50, (_, random) =>
        [Gaussian(random, deviation), Gaussian(random, deviation), Gaussian(random, deviation)])).Should().Contain("noise");

    [Fact]
    public void A_gradient_is_neither() =>
        Warnings(Draw(50, 50, (pixel, _) => [(byte)(4 * (pixel % 50)), (byte)(4 * (pixel / 50)), 128])).Should().BeEmpty();

    [SkippableFact]
    public void Real_tissue_is_neither_but_for_one_in_two_hundred()
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var files = RealImages.Files("idc");

        var flagged = files.AsParallel().Count(file => Warnings(ImageCodec.DecodeRgb(File.ReadAllBytes(file))).Count > 0);

        files.Should().NotBeEmpty();
        ((double)flagged / files.Count).Should().BeLessThan(0.005);
    }

    private static IReadOnlyList<string> Warnings(PixelImage image) => TextureCheck.Warnings(Texture.Of(image));

    private static string Warning(PixelImage image) => Warnings(image).Should().ContainSingle().Which;

    private static PixelImage Draw(int width, int height, Func<int, Random, byte[]> pixel)
    {
        var random = new Random(7);
        return new PixelImage(width, height, [.. Enumerable.Range(0, width * height).SelectMany(at => pixel(at, random))]);
    }

    private static byte Near(byte sample, int noise, Random random) => (byte)Math.Clamp(sample + random.Next(-noise, noise + 1), 0, 255);

    private static byte Any(Random random) => (byte)random.Next(256);

    /// <summary>Box and Muller (1958).</summary>
    private static byte Gaussian(Random random, double deviation) =>
        (byte)Math.Clamp(128 + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())), 0, 255);
}
