using System.Diagnostics;

namespace PathoChain.Libvips.Tests;

/// <summary>Nothing of an image stays behind: neither in libvips nor in the process.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private static readonly byte[][] Files =
    [
        ImageCodec.EncodePng(DrawnImage.Noise(700, 460)),
        Encode.Jpeg(DrawnImage.Noise(700, 460)),
        Encode.Tiff(DrawnImage.Noise(700, 460), TiffCompression.Lzw),
        Encode.PngWithProfile(DrawnImage.Noise(300, 200), "p3"),
    ];

    [Fact]
    public void Memory_stays_flat_over_600_images_and_as_many_refusals()
    {
        Run(rounds: 50);
        var before = Resident();
        Run(rounds: 150);
        (Resident() - before).Should().BeLessThan(48L << 20, "600 images of 1 MB came and went");
        Native.vips_tracked_get_mem().Should().Be((nuint)0, "libvips holds no pixel once every image is disposed");
    }

    [Fact]
    public void Images_decode_side_by_side()
    {
        var expected = Files.Select(file => ImageCodec.DecodeRgb(file).Rgb).ToArray();
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            ImageCodec.DecodeRgb(Files[i % Files.Length]).Rgb.AsSpan().SequenceEqual(expected[i % Files.Length]).Should().BeTrue());
    }

    private static void Run(int rounds)
    {
        for (var i = 0; i < rounds * Files.Length; i++)
        {
            var file = Files[i % Files.Length];
            _ = ImageCodec.EncodePng(ImageCodec.DecodeRgb(file));
            file.Invoking(whole => ImageCodec.DecodeRgb(whole.AsMemory(0, whole.Length / 2))).Should().Throw<ImageCodecException>();
        }
    }

    private static long Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
