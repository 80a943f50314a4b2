using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>From pixels to what a network takes. The counterpart of <c>resized</c> and <c>to_input</c> in models/data.py, held to the same numbers by tests.</summary>
internal static class InputTensor
{
    /// <summary>8-bit sRGB; through <see cref="TriangleFilter"/> if the size differs; values over 255.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["srgb8", "resize-triangle", "divide-255"];

    // Each sample over 255, which a table gives to the last bit and faster than dividing.
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(sample => sample / 255f)];

    /// <summary>The image as (3, height, width) in 0..1.</summary>
    public static float[] From(PixelImage image, ModelInput input)
    {
        var sized = image.Width == input.Width && image.Height == input.Height
            ? image
            : TriangleFilter.Resize(image, input.Width, input.Height);

        var plane = input.Width * input.Height;
        var tensor = new float[3 * plane];
        var red = tensor.AsSpan(0, plane);
        var green = tensor.AsSpan(plane, plane);
        var blue = tensor.AsSpan(2 * plane, plane);
        var rgb = sized.Rgb.AsSpan(0, 3 * plane);
        for (var pixel = 0; pixel < plane; pixel++)
        {
            var sample = rgb.Slice(3 * pixel, 3);
            red[pixel] = Scaled[sample[0]];
            green[pixel] = Scaled[sample[1]];
            blue[pixel] = Scaled[sample[2]];
        }

        return tensor;
    }
}
