using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Benchmarks;

/// <summary>Whether the process grows while it classifies images of many sizes.</summary>
internal static class MemoryBench
{
    private static readonly (int Width, int Height)[] Sizes = [(50, 50), (50, 36), (100, 100), (224, 224), (700, 460)];

    /// <summary>Resident memory after <paramref name="count"/> runs ÷ that after the first tenth of them.</summary>
    public static async Task<double> GrowthAsync(IReadOnlyList<OnnxClassifier> models, int count, Action<int> progress)
    {
        var images = Sizes.Select(size => new PixelImage(size.Width, size.Height, new byte[3 * size.Width * size.Height])).ToArray();
        var settled = 0L;
        for (var done = 0; done < count; done++)
        {
            await models[done % models.Count].ClassifyAsync(images[done / models.Count % images.Length]);
            settled = done + 1 == count / 10 ? Environment.WorkingSet : settled;
            progress(done + 1);
        }

        return (double)Environment.WorkingSet / settled;
    }
}
