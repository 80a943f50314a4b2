using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>
/// One run at start-up on a drawn image, whose outputs must make sense and be those of the card: a model whose weights are broken, whose card swaps its outputs,
/// or which this machine computes otherwise (int8 saturates on some processors), is not served.
/// </summary>
internal static class SelfCheck
{
    private const double Tolerance = 1e-5;

    /// <summary>Largest difference of logits: above that of orders of summation and of TF32 on a GPU, and at most 0.025 of a probability.</summary>
    private const double LogitTolerance = 0.1;

    /// <summary>The image, the same in models/selfcheck.py: grains on pink that is not the same everywhere.</summary>
    public static PixelImage Image(ModelInput input)
    {
        var rgb = new byte[InputTensor.LengthOf(input)];
        for (var pixel = 0; pixel < input.Width * input.Height; pixel++)
        {
            var (y, x) = Math.DivRem(pixel, input.Width);
            var grain = ((7 * x * x) + (11 * y * y) + (3 * x * y)) % 64;
            rgb[3 * pixel] = (byte)(160 + (60 * x / input.Width) + (grain / 2));
            rgb[(3 * pixel) + 1] = (byte)(80 + (60 * y / input.Height) + grain);
            rgb[(3 * pixel) + 2] = (byte)(130 + (40 * (x + y) / (input.Width + input.Height)) + grain);
        }

        return new PixelImage(input.Width, input.Height, rgb);
    }

    /// <exception cref="ModelException">An output is not finite or out of its range, the probability is not the sigmoid of the logit, or the logit is not the card's.</exception>
    public static void Require(string path, ModelCard card, IReadOnlyList<NamedTensor> outputs)
    {
        foreach (var output in outputs)
        {
            var lowest = output.Name == card.Outputs.Logit ? float.MinValue : 0;
            var highest = output.Name == card.Outputs.Probability ? 1 : float.MaxValue;
            Require(output.Values.All(value => value >= lowest && value <= highest), $"gives \"{output.Name}\" outside {lowest}..{highest}, or no number");
        }

        var probability = outputs.First(output => output.Name == card.Outputs.Probability).Values[0];
        var logit = outputs.First(output => output.Name == card.Outputs.Logit).Values[0];
        Require(
            Math.Abs(probability - (1 / (1 + Math.Exp(-(double)logit)))) <= Tolerance,
            $"gives probability {probability} and logit {logit}, of which the first is not the sigmoid of the second");
        Require(
            Math.Abs(logit - card.SelfCheckLogit) <= LogitTolerance,
            $"gives logit {logit} on this machine and {card.SelfCheckLogit} where it was exported");

        void Require(bool holds, string finding)
        {
            if (!holds)
            {
                throw new ModelException($"{path} {finding}, for the image that it is checked with at the start: it is not served. Export the model again, or name {card.Sha256} in Models:Withdrawn.");
            }
        }
    }
}
