using System.Security.Cryptography;
using System.Text;

namespace PathoChain.Inference;

/// <summary>Reads cards strictly: every member present and known, every value one that this build can honour.</summary>
public static class ModelCardFile
{
    /// <summary>Reads <paramref name="path"/>.</summary>
    /// <exception cref="ModelException">The card is missing, malformed, or asks for what this build does not do.</exception>
    public static ModelCard Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new ModelException($"{path} is missing: a model is run only with its card beside it; models/compress.py writes both.");
        }

        var json = CardReader.ReadBytes(path);
        var card = CardReader.Parse<ModelCard>(path, json, "model card");
        Require(path, card);
        return card with { Json = Encoding.UTF8.GetString(json), CardSha256 = Convert.ToHexStringLower(SHA256.HashData(json)) };
    }

    private static void Require(string path, ModelCard card)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Require(card.Name == name, "name", card.Name, $"the file is called {name}.json");
        Require(card.File == $"{name}.onnx", "file", card.File, $"the model beside it is {name}.onnx");
        Require(CardReader.IsSha256(card.Sha256), "sha256", card.Sha256, "a SHA-256 is 64 lower-case hex digits");
        Require(card.Labels.Negative != card.Labels.Positive, "labels", card.Labels.Negative, "the two classes need two names");
        Require(card.Input is { Width: > 0 and <= 4096, Height: > 0 and <= 4096 }, "input", $"{card.Input.Width}x{card.Input.Height}", "a side has 1 to 4096 pixels");
        Require(card.Input.Layout == "NCHW", "input.layout", card.Input.Layout, "only NCHW is done here");
        Require(card.Input.Range is [0, 1], "input.range", string.Join(", ", card.Input.Range), "only 0, 1 is done here");
        Require(card.Preprocessing.Steps.SequenceEqual(InputTensor.Steps), "preprocessing.steps", string.Join(", ", card.Preprocessing.Steps), $"what is done here is {string.Join(", ", InputTensor.Steps)}");
        Require(card.Scale is { NativeWidth: > 0, NativeHeight: > 0, Tolerance: >= 1 }, "scale", $"{card.Scale.NativeWidth}x{card.Scale.NativeHeight}, tolerance {card.Scale.Tolerance}", "sides are positive and the tolerance is at least 1");
        Require(card.Scale.LeastDetail is null or { Luma: > 0 and < 1, Cb: > 0 and < 1, Cr: > 0 and < 1 }, "scale.leastDetail", $"{card.Scale.LeastDetail}", "fine detail lies between 0 and that of noise, 1");
        Require(card.Scale.UsualColours is not { } usual || new[] { usual.Luma, usual.Cb, usual.Cr }.All(limits => limits.LeastMean <= limits.LargestMean && limits.LeastDeviation >= 0), "scale.usualColours", $"{card.Scale.UsualColours}", "the least mean is not above the largest, and no deviation below 0");
        Require(card.LargestDistance is null or > 0, "largestDistance", $"{card.LargestDistance}", "a distance is above 0");
        Require(card.LargestDistance is null == card.Outputs.Distance is null, "largestDistance", $"{card.LargestDistance}", "it goes with an output \"distance\" and no model has one without the other");
        Require(card.Threshold is > 0 and < 1, "threshold", $"{card.Threshold}", "a threshold lies between 0 and 1");

        void Require(bool holds, string member, string value, string rule) => CardReader.Require(path, holds, member, value, rule);
    }
}
