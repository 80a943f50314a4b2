using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>From pixels to what a network takes. The counterpart of <c>resized</c> and <c>to_input</c> in models/data.py, held to the same numbers by tests.</summary>
internal static class InputTensor
{
    /// <summary>8-bit sRGB; through <see cref="TriangleFilter"/> if the size differs; values over 255.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["srgb8", "resize-triangle", "divide-255"];

    /// <summary>The image as (3, height, width) in 0..1.</summary>
    public static float[] From(PixelImage image, ModelInput input)
    {
        var sized = image.Width == input.Width && image.Height == input.Height
            ? image
            : TriangleFilter.Resize(image, input.Width, input.Height);

        var plane = input.Width * input.Height;
        var tensor = new float[3 * plane];
        for (var pixel = 0; pixel < plane; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                tensor[(channel * plane) + pixel] = sized.Rgb[(3 * pixel) + channel] / 255f;
            }
        }

        return tensor;
    }
}
