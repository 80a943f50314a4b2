using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>One model in one ONNX Runtime session, which any number of callers share.</summary>
public sealed class OnnxClassifier : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSlots _slots;
    private readonly string[] _outputs;

    private OnnxClassifier(ModelCard card, InferenceSession session, InferenceSlots slots)
    {
        Card = card;
        _session = session;
        _slots = slots;
        _outputs = card.Outputs.Distance is { } distance
            ? [card.Outputs.Probability, card.Outputs.Logit, distance]
            : [card.Outputs.Probability, card.Outputs.Logit];
    }

    /// <summary>What is known of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>Starts a session for the model of a card and runs it once, so that no image pays for its first allocations.</summary>
    /// <param name="directory">The folder that holds the model.</param>
    /// <param name="card">Its card.</param>
    /// <param name="slots">How many may run at once; share one among all models of a process.</param>
    /// <exception cref="ModelException">The file is missing, has another hash than the card says, is no model, holds what is not run (<see cref="ModelGraph"/>), or has other inputs and outputs than the card says.</exception>
    public static OnnxClassifier Load(string directory, ModelCard card, InferenceSlots slots)
    {
        var path = Path.Combine(directory, card.File);
        var model = ModelFile.Read(directory, card);
        ModelGraph.Require(path, model);
        var session = OnnxSession.Start(path, model);
        try
        {
            ModelSignature.Require(card, session);
            var classifier = new OnnxClassifier(card, session, slots);
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
    public Task<Classification> ClassifyAsync(PixelImage image, CancellationToken cancellationToken = default)
    {
        var asked = Stopwatch.GetTimestamp();
        return Task.Run(() => _slots.RunAsync(() => Classify(image, Stopwatch.GetElapsedTime(asked)), cancellationToken), cancellationToken);
    }

    /// <summary>What in an image speaks for the positive class, on the thread pool; <see langword="null"/> if the model has no heat map.</summary>
    public async Task<HeatMap?> HeatMapAsync(PixelImage image, CancellationToken cancellationToken = default) => Card.Outputs.Cam is { } cam
        ? await Task.Run(() => _slots.RunAsync(() => HeatMapOf(image, cam), cancellationToken), cancellationToken)
        : null;

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private void WarmUp(string path)
    {
        var blank = new PixelImage(Card.Input.Width, Card.Input.Height, new byte[3 * Card.Input.Width * Card.Input.Height]);
        try
        {
            Classify(blank, TimeSpan.Zero);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException($"{path} loads but does not run: {error.Message} Export the model again.", error);
        }
    }

    private Classification Classify(PixelImage image, TimeSpan queued)
    {
        using var input = Input(image);
        var started = Stopwatch.GetTimestamp();
        using var outputs = _session.Run(
            _runOptions, [Card.Input.Name], [input], _outputs);
        var elapsed = Stopwatch.GetElapsedTime(started);

        var probability = outputs[0].GetTensorDataAsSpan<float>()[0];
        var logit = outputs[1].GetTensorDataAsSpan<float>()[0];
        return new Classification(
            probability,
            logit,
            Card.LabelOf(probability),
            [.. ScaleCheck.Warnings(image, Card.Scale), .. TextureCheck.Warnings(image), .. outputs.Count > 2 ? NoveltyCheck.Warnings(outputs[2].GetTensorDataAsSpan<float>()[0], Card) : []],
            elapsed.TotalMilliseconds,
            queued.TotalMilliseconds);
    }

    private HeatMap HeatMapOf(PixelImage image, string cam)
    {
        using var input = Input(image);
        using var outputs = _session.Run(_runOptions, [Card.Input.Name], [input], [cam]);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        return HeatMap.Scaled((int)shape[2], (int)shape[1], outputs[0].GetTensorDataAsSpan<float>());
    }

    private OrtValue Input(PixelImage image) =>
        OrtValue.CreateTensorValueFromMemory(InputTensor.From(image, Card.Input), [1, 3, Card.Input.Height, Card.Input.Width]);
}
