using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>
/// One run at start-up on a drawn image, whose outputs must make sense: a model whose weights are broken, or whose card swaps its outputs, is not served.
/// </summary>
internal static class SelfCheck
{
    private const double Tolerance = 1e-5;

    /// <summary>The image: red grows to the right, green downwards, blue along the diagonal.</summary>
    public static PixelImage Image(ModelInput input)
    {
        var rgb = new byte[InputTensor.LengthOf(input)];
        for (var pixel = 0; pixel < input.Width * input.Height; pixel++)
        {
            var (y, x) = Math.DivRem(pixel, input.Width);
            rgb[3 * pixel] = (byte)(255 * x / input.Width);
            rgb[(3 * pixel) + 1] = (byte)(255 * y / input.Height);
            rgb[(3 * pixel) + 2] = (byte)(255 * (x + y) / (input.Width + input.Height));
        }

        return new PixelImage(input.Width, input.Height, rgb);
    }

    /// <exception cref="ModelException">An output is not finite or out of its range, or the probability is not the sigmoid of the logit.</exception>
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

        void Require(bool holds, string finding)
        {
            if (!holds)
            {
                throw new ModelException($"{path} {finding}, for the image that it is checked with at the start: it is not served. Export the model again.");
            }
        }
    }
}
