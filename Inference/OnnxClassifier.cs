using System.Buffers;
using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>One model in one ONNX Runtime session, which any number of callers share.</summary>
public sealed class OnnxClassifier : IDisposable
{
    private readonly SharedSession _session;
    private readonly InferenceQueue _queue;
    private readonly string[] _outputs;
    private readonly string[] _allOutputs;
    private readonly BatchWork<Asked, Classification> _classify;
    private readonly BatchWork<Tensor, IReadOnlyList<NamedTensor>> _infer;
    private readonly BatchWork<PixelImage, HeatMap> _heatMap;

    private OnnxClassifier(ModelCard card, InferenceSession session, InferenceQueue queue, int maxBatch)
    {
        Card = card;
        _session = new SharedSession(session);
        _queue = queue;
        _outputs = card.Outputs.Distance is { } distance
            ? [card.Outputs.Probability, card.Outputs.Logit, distance]
            : [card.Outputs.Probability, card.Outputs.Logit];
        _allOutputs = card.Outputs.Cam is { } cam ? [.. _outputs, cam] : _outputs;
        _classify = new(Classify, maxBatch);
        _infer = new(inputs => [Infer(inputs[0])], 1);
        _heatMap = new(images => [HeatMapOf(images[0], card.Outputs.Cam!)], 1);
    }

    /// <summary>What is known of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>Starts a session for the model of a card and has it pass a <see cref="SelfCheck"/>, so that no image pays for its first allocations.</summary>
    /// <param name="directory">The folder that holds the model.</param>
    /// <param name="card">Its card.</param>
    /// <param name="queue">Where runs wait; share one among all models of a process.</param>
    /// <param name="maxBatch">Most images of a run, at least 1.</param>
    /// <param name="provider">What it runs on; the CPU if not given.</param>
    /// <exception cref="ModelException">The file is missing, has another hash than the card says, is no model, holds what is not run (<see cref="ModelGraph"/>), has other inputs and outputs than the card says, or computes otherwise than its card says.</exception>
    public static OnnxClassifier Load(string directory, ModelCard card, InferenceQueue queue, int maxBatch = 1, ExecutionProvider? provider = null)
    {
        var path = Path.Combine(directory, card.File);
        var model = ModelFile.Read(directory, card);
        ModelGraph.Require(path, model);
        var session = OnnxSession.Start(path, model, provider);
        try
        {
            ModelSignature.Require(card, session);
            var classifier = new OnnxClassifier(card, session, queue, maxBatch);
            classifier.WarmUp(path);
            return classifier;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Classifies an image on the thread pool, whatever scheduler the caller runs on.</summary>
    /// <exception cref="InferenceBusyException">Too much waits already.</exception>
    public Task<Classification> ClassifyAsync(PixelImage image, Lane lane = Lane.Routine, CancellationToken cancellationToken = default) =>
        _queue.RunAsync(_classify, new Asked(image, Stopwatch.GetTimestamp()), lane, cancellationToken);

    /// <summary>What the model itself gives for an input that is ready: every output that its card names.</summary>
    /// <param name="values">Images as (n, 3, height, width), in 0..1.</param>
    /// <param name="lane">Where it waits.</param>
    /// <param name="cancellationToken">Ends the wait, not the run.</param>
    /// <exception cref="ArgumentException">There is no image, or part of one.</exception>
    /// <exception cref="InferenceBusyException">Too much waits already.</exception>
    public Task<IReadOnlyList<NamedTensor>> InferAsync(float[] values, Lane lane = Lane.Routine, CancellationToken cancellationToken = default)
    {
        var (images, rest) = Math.DivRem(values.Length, InputTensor.LengthOf(Card.Input));
        return images > 0 && rest == 0
            ? _queue.RunAsync(_infer, new Tensor(values, images), lane, cancellationToken)
            : throw new ArgumentException($"{Card.Name} takes images of {InputTensor.LengthOf(Card.Input)} values; {values.Length} are not a whole number of them.", nameof(values));
    }

    /// <summary>What in an image speaks for the positive class, on the thread pool; <see langword="null"/> if the model has no heat map.</summary>
    /// <exception cref="InferenceBusyException">Too much waits already.</exception>
    public async Task<HeatMap?> HeatMapAsync(PixelImage image, CancellationToken cancellationToken = default) => Card.Outputs.Cam is not null
        ? await _queue.RunAsync(_heatMap, image, Lane.Routine, cancellationToken)
        : null;

    /// <summary>Runs that have begun end; later ones fail.</summary>
    public void Dispose() => _session.Dispose();

    private void WarmUp(string path)
    {
        try
        {
            var image = SelfCheck.Image(Card.Input);
            SelfCheck.Require(path, Card, Infer(new Tensor(InputTensor.From([image], Card.Input), 1)));
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException($"{path} loads but does not run: {error.Message} Export the model again.", error);
        }
    }

    private Classification[] Classify(IReadOnlyList<Asked> asked)
    {
        var begun = Stopwatch.GetTimestamp();
        var images = asked.Select(each => each.Image).ToList();
        using var session = _session.Borrow();
        using var tensor = TensorOf(images);
        using var input = InputOf(tensor.Memory, images.Count);
        var started = Stopwatch.GetTimestamp();
        using var outputs = session.Run(Card.Input.Name, input, _outputs);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds / images.Count;

        var probabilities = outputs[0].GetTensorDataAsSpan<float>();
        var logits = outputs[1].GetTensorDataAsSpan<float>();
        var distances = outputs.Count > 2 ? outputs[2].GetTensorDataAsSpan<float>() : [];
        var results = new Classification[images.Count];
        for (var at = 0; at < results.Length; at++)
        {
            results[at] = new Classification(
                probabilities[at],
                logits[at],
                Card.LabelOf(probabilities[at]),
                distances.IsEmpty ? [] : NoveltyCheck.Warnings(distances[at], Card),
                milliseconds,
                Stopwatch.GetElapsedTime(asked[at].At, begun).TotalMilliseconds);
        }

        return results;
    }

    private IReadOnlyList<NamedTensor> Infer(Tensor tensor)
    {
        using var session = _session.Borrow();
        using var input = InputOf(tensor.Values, tensor.Images);
        using var outputs = session.Run(Card.Input.Name, input, _allOutputs);
        return [.. _allOutputs.Zip(outputs, (name, output) => new NamedTensor(
            name, output.GetTensorTypeAndShape().Shape, output.GetTensorDataAsSpan<float>().ToArray()))];
    }

    private HeatMap HeatMapOf(PixelImage image, string cam)
    {
        using var session = _session.Borrow();
        using var tensor = TensorOf([image]);
        using var input = InputOf(tensor.Memory, 1);
        using var outputs = session.Run(Card.Input.Name, input, [cam]);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        return HeatMap.Scaled((int)shape[2], (int)shape[1], outputs[0].GetTensorDataAsSpan<float>());
    }

    /// <summary>Memory that is used again: a tensor of 224 pixels a side would be a large object, whose collection costs more than filling it.</summary>
    private IMemoryOwner<float> TensorOf(List<PixelImage> images)
    {
        var length = images.Count * InputTensor.LengthOf(Card.Input);
        var tensor = MemoryPool<float>.Shared.Rent(length);
        InputTensor.Write(images, Card.Input, tensor.Memory.Span[..length]);
        return tensor;
    }

    private OrtValue InputOf(Memory<float> values, int images) => OrtValue.CreateTensorValueFromMemory(
        OrtMemoryInfo.DefaultInstance, values[..(images * InputTensor.LengthOf(Card.Input))], [images, 3, Card.Input.Height, Card.Input.Width]);

    /// <param name="Image">The image.</param>
    /// <param name="At">Timestamp of the call.</param>
    private sealed record Asked(PixelImage Image, long At);

    private sealed record Tensor(float[] Values, int Images);
}
