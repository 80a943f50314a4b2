using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Benchmarks;

/// <summary>Whether the process grows while it runs models on images of many sizes, draws heat maps and takes inputs that are ready.</summary>
internal static class MemoryBench
{
    private static readonly (int Width, int Height)[] Sizes = [(50, 50), (50, 36), (100, 100), (224, 224), (700, 460)];

    /// <summary>Resident memory after <paramref name="count"/> runs ÷ that after the first tenth of them.</summary>
    public static async Task<double> GrowthAsync(ModelCatalog catalog, int count, Action<int> progress)
    {
        using var serving = new Serving(catalog);
        var settled = 0L;
        for (var done = 0; done < count; done++)
        {
            await RunAsync(serving.Runner, catalog, done);
            settled = done + 1 == count / 10 ? Environment.WorkingSet : settled;
            progress(done + 1);
        }

        return (double)Environment.WorkingSet / settled;
    }

    /// <summary>Of ten runs eight classify, of which each has an image of its own that is decoded anew, one explains and one infers.</summary>
    private static async Task RunAsync(ModelRunner runner, ModelCatalog catalog, int number)
    {
        var card = catalog[catalog.Names.ElementAt(number / 10 % catalog.Names.Count)];
        var (width, height) = Sizes[number % Sizes.Length];
        Task<PixelImage> Decode() => Task.FromResult(new PixelImage(width, height, new byte[3 * width * height]));
        await ((number % 10) switch
        {
            8 => runner.HeatMapAsync(card.Name, $"{number}", Decode, CancellationToken.None),
            9 => runner.InferAsync(card.Name, new float[3 * card.Input.Width * card.Input.Height * (1 + (number / 10 % 4))], CancellationToken.None),
            _ => (Task)runner.ClassifyAsync(card.Name, $"{number}", Lane.Routine, Decode),
        });
    }
}
