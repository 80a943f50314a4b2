using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>From pixels to what a network takes. The counterpart of <c>resized</c> and <c>to_input</c> in models/data.py, held to the same numbers by tests.</summary>
internal static class InputTensor
{
    /// <summary>8-bit sRGB; through <see cref="TriangleFilter"/> if the size differs; values over 255.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["srgb8", "resize-triangle", "divide-255"];

    // Each sample over 255, which a table gives to the last bit and faster than dividing.
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(sample => sample / 255f)];

    /// <summary>Values of an image: 3 planes of height x width.</summary>
    public static int LengthOf(ModelInput input) => 3 * input.Width * input.Height;

    /// <summary>Images as (n, 3, height, width) in 0..1.</summary>
    public static float[] From(IReadOnlyList<PixelImage> images, ModelInput input)
    {
        var length = LengthOf(input);
        var tensor = new float[images.Count * length];
        for (var at = 0; at < images.Count; at++)
        {
            Write(images[at], input, tensor.AsSpan(at * length, length));
        }

        return tensor;
    }

    private static void Write(PixelImage image, ModelInput input, Span<float> tensor)
    {
        var sized = image.Width == input.Width && image.Height == input.Height
            ? image
            : TriangleFilter.Resize(image, input.Width, input.Height);

        var plane = input.Width * input.Height;
        var red = tensor[..plane];
        var green = tensor.Slice(plane, plane);
        var blue = tensor.Slice(2 * plane, plane);
        var rgb = sized.Rgb.AsSpan(0, 3 * plane);
        for (var pixel = 0; pixel < plane; pixel++)
        {
            var sample = rgb.Slice(3 * pixel, 3);
            red[pixel] = Scaled[sample[0]];
            green[pixel] = Scaled[sample[1]];
            blue[pixel] = Scaled[sample[2]];
        }
    }
}
