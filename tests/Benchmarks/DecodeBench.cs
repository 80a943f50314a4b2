using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Benchmarks;

/// <summary>From the bytes of a file to pixels of a model's size: ours against libvips' own thumbnail of the same size.</summary>
internal sealed class DecodeBench(IReadOnlyList<byte[]> files, int rounds)
{
    private const int ForceSize = 3; // VIPS_SIZE_FORCE: without it the sides keep their ratio.

    /// <summary>Seconds of decoding and resizing here ÷ those of libvips.</summary>
    public async Task<double> OursToLibvipsAsync(int width, int height) => await Paired.SpeedAsync(
        rounds,
        () => ForEachAsync(file => Thumbnail(file, width, height)),
        () => ForEachAsync(file =>
        {
            var planes = new float[3 * width * height];
            TriangleFilter.Resize(ImageCodec.DecodeRgb(file), width, height, planes);
            return planes;
        }));

    private Task ForEachAsync(Func<byte[], Array> work) => Task.Run(() =>
    {
        foreach (var file in files)
        {
            work(file);
        }
    });

    private static unsafe byte[] Thumbnail(byte[] file, int width, int height)
    {
        fixed (byte* bytes = file)
        {
            using var thumbnail = new VipsOperation("thumbnail_buffer")
                .Set("buffer", (nint)bytes, file.Length)
                .Set("width", width)
                .Set("height", height)
                .Set("size", ForceSize);
            using var image = thumbnail.ToImage();
            return image.ToArray();
        }
    }
}
