using Microsoft.ML.OnnxRuntime;
using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Benchmarks;

/// <summary>What serving adds to ONNX Runtime for an image that all models classify, one run at a time: checks, caches, queue, resizing and tensors.</summary>
internal sealed class EnsembleBench : IDisposable
{
    private const int Images = 20;

    private readonly ModelCatalog _catalog;
    private readonly Serving _serving;
    private readonly IReadOnlyList<PixelImage> _images;
    private readonly List<(ModelCard Card, InferenceSession Session)> _bare;
    private int _cid;

    /// <param name="catalog">The models.</param>
    /// <param name="images">Images as they come from a slide.</param>
    public EnsembleBench(ModelCatalog catalog, IReadOnlyList<PixelImage> images)
    {
        _catalog = catalog;
        _images = images;
        _serving = new Serving(catalog);
        _bare = [.. catalog.Cards.Values.Select(card => (card, OnnxSession.Start(card.File, ModelFile.Read(catalog.Directory, card))))];
    }

    /// <summary>Throughput of classifying pixels by all models ÷ that of their bare sessions on tensors that are ready.</summary>
    public async Task<double> ClassifyToBareAsync(int rounds)
    {
        var inputs = _bare.Select(each => OrtValue.CreateTensorValueFromMemory(
            InputTensor.From([_images[0]], each.Card.Input), [1, 3, each.Card.Input.Height, each.Card.Input.Width])).ToList();
        using var options = new RunOptions();
        var ratio = await Paired.SpeedAsync(rounds, ClassifyAsync, () => Task.Run(() =>
        {
            for (var image = 0; image < Images; image++)
            {
                foreach (var ((card, session), input) in _bare.Zip(inputs))
                {
                    using var outputs = session.Run(options, [card.Input.Name], [input], [card.Outputs.Probability, card.Outputs.Logit]);
                }
            }
        }));
        inputs.ForEach(input => input.Dispose());
        return ratio;
    }

    public void Dispose()
    {
        _bare.ForEach(each => each.Session.Dispose());
        _serving.Dispose();
    }

    private async Task ClassifyAsync()
    {
        for (var image = 0; image < Images; image++)
        {
            var (cid, pixels) = ($"{_cid++}", _images[image % _images.Count]);
            await Task.WhenAll(_catalog.Names.Select(model => _serving.Runner.ClassifyAsync(model, cid, Lane.Routine, () => Task.FromResult(pixels))));
        }
    }
}
