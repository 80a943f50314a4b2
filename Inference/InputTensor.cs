using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>From pixels to what a network takes. The counterpart of <c>resized</c> and <c>to_input</c> in models/data.py, held to the same numbers by tests.</summary>
internal static class InputTensor
{
    /// <summary>8-bit sRGB; through <see cref="TriangleFilter"/> if the size differs; values over 255.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["srgb8", "resize-triangle", "divide-255"];

    private static readonly float[] Shares = [.. Enumerable.Range(0, 256).Select(sample => sample / 255f)];

    /// <summary>Values of an image: 3 planes of height x width.</summary>
    public static int LengthOf(ModelInput input) => 3 * input.Width * input.Height;

    /// <summary>Images as (n, 3, height, width) in 0..1.</summary>
    public static float[] From(IReadOnlyList<PixelImage> images, ModelInput input)
    {
        var tensor = new float[images.Count * LengthOf(input)];
        Write(images, input, tensor);
        return tensor;
    }

    /// <summary>The same, to where there is room for it.</summary>
    public static void Write(IReadOnlyList<PixelImage> images, ModelInput input, Span<float> tensor)
    {
        var length = LengthOf(input);
        for (var at = 0; at < images.Count; at++)
        {
            var planes = tensor.Slice(at * length, length);
            if (images[at].Width == input.Width && images[at].Height == input.Height)
            {
                Separate(images[at].Rgb, planes);
            }
            else
            {
                TriangleFilter.Resize(images[at], input.Width, input.Height, planes);
            }
        }
    }

    private static void Separate(ReadOnlySpan<byte> rgb, Span<float> planes)
    {
        var length = planes.Length / 3;
        var reds = planes[..length];
        var greens = planes.Slice(length, length);
        var blues = planes[(2 * length)..];
        ReadOnlySpan<float> shares = Shares;
        for (var pixel = 0; pixel < reds.Length && pixel < greens.Length && pixel < blues.Length; pixel++)
        {
            reds[pixel] = shares[rgb[3 * pixel]];
            greens[pixel] = shares[rgb[(3 * pixel) + 1]];
            blues[pixel] = shares[rgb[(3 * pixel) + 2]];
        }
    }
}
