using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

/// <summary>What the pixels of an image alone say against whatever a model says of it.</summary>
public sealed class DecodedImageTests
{
    private static readonly ModelScale Committed = ModelCatalog.Load(ModelFolder.Committed)["basecnn"].Scale;
    private static readonly ModelScale AnyDetail = Committed with { LeastDetail = null };

    [Theory]
    [InlineData(50, 50)]
    [InlineData(50, 36)]
    [InlineData(75, 75)]
    public void An_image_of_the_training_images_size_needs_no_warning(int width, int height) =>
        DecodedImage.Of(SyntheticTissue.Draw(2, width, height)).Warnings(Committed).Should().BeEmpty();

    [Theory]
    [InlineData(76, 50)]
    [InlineData(50, 33)]
    [InlineData(700, 460)]
    [InlineData(1, 1)]
    public void An_image_of_another_size_is_said_to_be(int width, int height) =>
        DecodedImage.Of(SyntheticTissue.Draw(1, width, height)).Warnings(Committed).Should().Contain(warning =>
            warning.StartsWith($"The image is {width}x{height} pixels", StringComparison.Ordinal) && warning.EndsWith("do not rely on this result.", StringComparison.Ordinal));

    [Fact]
    public void Tissue_that_was_enlarged_is_said_to_be_though_its_size_is_right()
    {
        var enlarged = DecodedImage.Of(DrawnImages.Doubled(SyntheticTissue.Draw(2, 25, 25)));

        enlarged.Warnings(Committed).Should().ContainSingle().Which
            .Should().StartWith("The image has little fine detail").And.ContainAll("magnification", "out of focus", Committed.Description, "Do not rely on this result.");
        enlarged.Warnings(AnyDetail).Should().BeEmpty();
        enlarged.Warnings(AnyDetail with { LeastDetail = enlarged.Texture.FineDetail }).Should().BeEmpty("it has as much as the model was trained on");
    }

    [Theory]
    [InlineData(75)]
    [InlineData(95)]
    [InlineData(100)]
    public void Tissue_that_was_compressed_as_JPEG_is_said_to_be_though_its_size_is_right(int quality)
    {
        var tissue = ImageCodec.DecodeRgb(DrawnImages.Png(50, 50, seed: 7));
        var compressed = DecodedImage.Of(ImageCodec.DecodeRgb(Encode.Jpeg(tissue, quality, subsampled: true)));

        compressed.Warnings(Committed).Should().Contain(warning => warning.StartsWith("The colours of the image have little fine detail", StringComparison.Ordinal)
            && warning.Contains("JPEG") && warning.EndsWith("do not rely on this result.", StringComparison.Ordinal));
        DecodedImage.Of(tissue).Warnings(Committed).Should().NotContain(warning => warning.Contains("JPEG"));
    }

    [Fact]
    public void Tissue_in_grey_is_said_to_have_no_colour() =>
        ShouldBeTold("The image has hardly any colour", (red, green, blue) => Enumerable.Repeat((byte)((red + green + blue) / 3), 3));

    [Fact]
    public void Tissue_that_is_too_dark_is_said_to_be() =>
        ShouldBeTold("The image is too dark", (red, green, blue) => [(byte)(red / 3), (byte)(green / 3), (byte)(blue / 3)]);

    [Fact]
    public void Tissue_that_is_too_bright_is_said_to_be() =>
        ShouldBeTold("The image is too bright", (red, green, blue) => [(byte)(220 + (red / 8)), (byte)(220 + (green / 8)), (byte)(220 + (blue / 8))]);

    [Fact]
    public void Tissue_whose_channels_were_exchanged_is_said_to_have_other_colours() =>
        ShouldBeTold("The image has other colours", (red, green, blue) => [green, blue, red]);

    [SkippableTheory]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(400)]
    public void Pieces_of_real_tissue_at_a_higher_magnification_are_told_by_their_detail(int magnification)
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var slides = RealImages.Files("breakhis").Where(file => Path.GetFileName(file).Contains($"-{magnification}-", StringComparison.Ordinal));

        ShareTold(slides.Select(file => ImageCodec.DecodeRgb(File.ReadAllBytes(file))).SelectMany(Pieces)).Should().BeGreaterThan(0.85);
    }

    [SkippableFact]
    public void Real_patches_are_not_told_unless_they_are_made_JPEG_files()
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        var patches = RealImages.Files("idc").Where((_, at) => at % 8 == 0).Select(file => ImageCodec.DecodeRgb(File.ReadAllBytes(file))).ToList();

        ShareTold(patches).Should().BeLessThan(0.01);
        ShareTold(patches.Select(patch => ImageCodec.DecodeRgb(Encode.Jpeg(patch, quality: 95, subsampled: true)))).Should().BeGreaterThan(0.99);
        ShareTold(patches.Select(patch => ImageCodec.DecodeRgb(Encode.Jpeg(patch, quality: 75)))).Should().BeGreaterThan(0.95);
    }

    private static void ShouldBeTold(string beginning, Func<byte, byte, byte, IEnumerable<byte>> change)
    {
        var tissue = SyntheticTissue.Draw(1, 50, 50);
        var changed = DecodedImage.Of(new PixelImage(tissue.Width, tissue.Height, [.. tissue.Rgb.Chunk(3).SelectMany(pixel => change(pixel[0], pixel[1], pixel[2]))]));

        changed.Warnings(Committed).Should().ContainSingle(warning => warning.StartsWith(beginning, StringComparison.Ordinal))
            .Which.Should().Contain(Committed.Description).And.EndWithEquivalentOf("do not rely on this result.");
        changed.Warnings(Committed with { UsualColours = null }).Should().NotContain(warning => warning.StartsWith(beginning, StringComparison.Ordinal));
    }

    private static double ShareTold(IEnumerable<PixelImage> images) =>
        images.Average(image => DecodedImage.Of(image).Warnings(Committed).Any(warning => warning.Contains("little fine detail")) ? 1.0 : 0.0);

    private static IEnumerable<PixelImage> Pieces(PixelImage slide) =>
        from top in Enumerable.Range(0, slide.Height / 50)
        from left in Enumerable.Range(0, slide.Width / 50)
        select new PixelImage(50, 50, [.. Enumerable.Range(50 * top, 50).SelectMany(y => slide.Rgb.Skip(3 * ((y * slide.Width) + (50 * left))).Take(3 * 50))]);
}
