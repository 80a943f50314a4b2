using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference;

/// <summary>Holds a session to what its card says of inputs and outputs, at start-up rather than at the first image.</summary>
internal static class ModelSignature
{
    private const int AnySide = -2;

    /// <exception cref="ModelException">They differ.</exception>
    public static void Require(ModelCard card, InferenceSession session)
    {
        RequireTensor(card, session.InputMetadata, card.Input.Name, [-1, 3, card.Input.Height, card.Input.Width]);
        RequireTensor(card, session.OutputMetadata, card.Outputs.Probability, [-1]);
        RequireTensor(card, session.OutputMetadata, card.Outputs.Logit, [-1]);
        if (card.Outputs.Distance is { } distance)
        {
            RequireTensor(card, session.OutputMetadata, distance, [-1]);
        }

        if (card.Outputs.Cam is { } cam)
        {
            RequireTensor(card, session.OutputMetadata, cam, [-1, AnySide, AnySide]);
        }
    }

    private static void RequireTensor(ModelCard card, IReadOnlyDictionary<string, NodeMetadata> tensors, string name, int[] shape)
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new ModelException($"{card.File} has no tensor \"{name}\" as its card says, only {string.Join(", ", tensors.Keys)}: export the model again.");
        }

        var fits = tensor.Dimensions.Length == shape.Length
            && tensor.Dimensions.Zip(shape).All(pair => pair.Second == AnySide ? pair.First != 0 : pair.First == pair.Second);
        if (tensor.ElementType != typeof(float) || !fits)
        {
            throw new ModelException($"{card.File}: tensor \"{name}\" is {tensor.ElementType} ({string.Join(", ", tensor.Dimensions)}), but by its card it is float ({string.Join(", ", shape).Replace($"{AnySide}", "any", StringComparison.Ordinal)}): export the model again.");
        }
    }
}
