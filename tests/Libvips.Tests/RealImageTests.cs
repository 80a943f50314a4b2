namespace PathoChain.Libvips.Tests;

public sealed class RealImageTests
{
    [SkippableTheory]
    [InlineData("breakhis", 700, 460)]
    [InlineData("idc", 50, 50)]
    public void Histology_survives_a_round_trip_through_each_format(string folder, int width, int height)
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var files = RealImages.Files(folder).Take(20).ToList();
        files.Should().NotBeEmpty();
        foreach (var file in files)
        {
            var image = ImageCodec.DecodeRgb(File.ReadAllBytes(file));
            (image.Width, image.Height).Should().Be((width, height));
            ImageCodec.DecodeRgb(ImageCodec.EncodePng(image)).Rgb.AsSpan().SequenceEqual(image.Rgb).Should().BeTrue();
            ImageCodec.DecodeRgb(Encode.Tiff(image, TiffCompression.Lzw)).Rgb.AsSpan().SequenceEqual(image.Rgb).Should().BeTrue();
            ImageCodec.DecodeRgb(Encode.Jpeg(image)).Rgb.Zip(image.Rgb, (a, b) => Math.Abs(a - b)).Average().Should().BeLessThan(4);
        }
    }
}
