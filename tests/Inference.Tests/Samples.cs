using PathoChain.Libvips;

namespace PathoChain.Inference.Tests;

/// <summary>A network's input turned back into what Python hashes.</summary>
internal static class Samples
{
    /// <summary>The tensor of an image as 8-bit RGB pixels, row by row; each of its values has to be a sample over 255, to the last bit.</summary>
    public static byte[] Of(PixelImage image, ModelInput input)
    {
        var tensor = InputTensor.From([image], input);
        var plane = input.Width * input.Height;
        var rgb = new byte[tensor.Length];
        for (var at = 0; at < rgb.Length; at++)
        {
            var value = tensor[(at % 3 * plane) + (at / 3)];
            rgb[at] = (byte)MathF.Round(255 * value);
            if (value != rgb[at] / 255f)
            {
                throw new InvalidOperationException($"{value} is no sample over 255.");
            }
        }

        return rgb;
    }
}
