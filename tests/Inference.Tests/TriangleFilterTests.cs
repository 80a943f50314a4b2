using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

public sealed class TriangleFilterTests
{
    [Theory]
    [InlineData(4, 32_767)]
    [InlineData(32_767, 4)]
    public void The_longest_image_is_resized_in_little_memory(int width, int height)
    {
        var image = new PixelImage(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(at => (byte)(at % 3 * 100))]);
        var planes = new float[3 * 224 * 224];
        var before = GC.GetAllocatedBytesForCurrentThread();

        TriangleFilter.Resize(image, 224, 224, planes);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
        planes.Chunk(224 * 224).Select((plane, at) => plane.All(sample => sample == at * 100 / 255f)).Should().AllBeEquivalentTo(true);
    }
}
