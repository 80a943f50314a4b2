using Microsoft.ML.OnnxRuntime;
using PathoChain.Inference;
using PathoChain.Libvips;
using PathoChain.Testing;

namespace PathoChain.Benchmarks;

/// <summary>What serving adds to ONNX Runtime, for one model.</summary>
internal sealed class ModelBench(OnnxClassifier classifier, InferenceSession bare, int rounds)
{
    /// <summary>Runs of one measurement: long enough that starting it costs nothing.</summary>
    private const int Runs = 40;

    private readonly PixelImage[] _images =
    [
        .. Enumerable.Range(0, Runs).Select(seed => SyntheticTissue.Draw(seed, classifier.Card.Input.Width, classifier.Card.Input.Height)),
    ];

    /// <summary>Throughput of classifying pixels ÷ that of the bare session on tensors that are ready.</summary>
    public async Task<double> ClassifyToBareAsync()
    {
        var card = classifier.Card;
        var inputs = _images.Select(image => OrtValue.CreateTensorValueFromMemory(
            InputTensor.From([image], card.Input), [1, 3, card.Input.Height, card.Input.Width])).ToArray();
        using var options = new RunOptions();
        var ratio = await Paired.SpeedAsync(rounds, () => ClassifyAsync(Runs), () => Task.Run(() =>
        {
            foreach (var input in inputs)
            {
                using var outputs = bare.Run(options, [card.Input.Name], [input], [card.Outputs.Probability, card.Outputs.Logit]);
            }
        }));
        Array.ForEach(inputs, input => input.Dispose());
        return ratio;
    }

    /// <summary>Throughput of two callers of the one session ÷ that of one caller.</summary>
    public async Task<double> TwoCallersToOneAsync() => 2 * await Paired.SpeedAsync(
        rounds, () => Task.WhenAll(ClassifyAsync(Runs), ClassifyAsync(Runs)), () => ClassifyAsync(Runs));

    /// <summary>Throughput of images that wait together and are run in batches ÷ that of the same run one by one, both in one slot.</summary>
    public static async Task<double> BatchedToSingleAsync(string directory, ModelCard card, int batch, int rounds)
    {
        var images = Enumerable.Range(0, Runs).Select(seed => SyntheticTissue.Draw(seed, card.Input.Width, card.Input.Height)).ToList();
        using var batched = OnnxClassifier.Load(directory, card, new InferenceQueue(slots: 1, length: Runs), batch);
        using var single = OnnxClassifier.Load(directory, card, new InferenceQueue(slots: 1, length: Runs));
        return await Paired.SpeedAsync(rounds, () => AllAsync(batched), () => AllAsync(single));

        Task AllAsync(OnnxClassifier classifier) => Task.WhenAll(images.Select(image => classifier.ClassifyAsync(image)));
    }

    private async Task ClassifyAsync(int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            await classifier.ClassifyAsync(_images[run]);
        }
    }
}
