using Microsoft.ML.OnnxRuntime;

namespace PathoChain.Inference;

/// <summary>Holds a session to what its card says of inputs and outputs, at start-up rather than at the first image.</summary>
internal static class ModelSignature
{
    /// <exception cref="ModelException">They differ.</exception>
    public static void Require(ModelCard card, InferenceSession session)
    {
        RequireTensor(card, session.InputMetadata, card.Input.Name, [-1, 3, card.Input.Height, card.Input.Width]);
        RequireTensor(card, session.OutputMetadata, card.Outputs.Probability, [-1]);
        RequireTensor(card, session.OutputMetadata, card.Outputs.Logit, [-1]);
    }

    private static void RequireTensor(ModelCard card, IReadOnlyDictionary<string, NodeMetadata> tensors, string name, int[] shape)
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new ModelException($"{card.File} has no tensor \"{name}\" as its card says, only {string.Join(", ", tensors.Keys)}: export the model again.");
        }

        if (tensor.ElementType != typeof(float) || !tensor.Dimensions.SequenceEqual(shape))
        {
            throw new ModelException($"{card.File}: tensor \"{name}\" is {tensor.ElementType} ({string.Join(", ", tensor.Dimensions)}), but by its card it is float ({string.Join(", ", shape)}): export the model again.");
        }
    }
}
