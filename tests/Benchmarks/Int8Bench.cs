using Microsoft.ML.OnnxRuntime;
using PathoChain.Inference;
using PathoChain.Libvips;

namespace PathoChain.Benchmarks;

/// <summary>A model as it is served, in float32, against the same model with convolutions in int8, on the tensors of real images.</summary>
internal sealed class Int8Bench(ModelCard card, InferenceSession exact, InferenceSession int8, IReadOnlyList<PixelImage> images)
{
    private const int Timed = 40;

    private readonly float[][] _inputs = [.. images.Select(image => InputTensor.From([image], card.Input))];

    /// <summary>Throughput of int8 ÷ that of float32, an image at a time.</summary>
    public async Task<double> SpeedAsync(int rounds) =>
        await Paired.SpeedAsync(rounds, () => RunAsync(int8), () => RunAsync(exact));

    /// <summary>Share of the images that int8 calls otherwise.</summary>
    public double Flips() =>
        _inputs.Count(input => Probability(exact, input) >= card.Threshold != Probability(int8, input) >= card.Threshold) / (double)_inputs.Length;

    private Task RunAsync(InferenceSession session) => Task.Run(() =>
    {
        foreach (var input in _inputs.Take(Timed))
        {
            _ = Probability(session, input);
        }
    });

    private float Probability(InferenceSession session, float[] input)
    {
        using var options = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(input, [1, 3, card.Input.Height, card.Input.Width]);
        using var outputs = session.Run(options, [card.Input.Name], [value], [card.Outputs.Probability]);
        return outputs[0].GetTensorDataAsSpan<float>()[0];
    }
}
