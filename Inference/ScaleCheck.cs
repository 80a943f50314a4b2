using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>Says so when an image is not of the scale a model was trained on: resizing makes it fit, but shows the network tissue at another magnification.</summary>
internal static class ScaleCheck
{
    public static IReadOnlyList<string> Warnings(PixelImage image, ModelScale scale)
    {
        var ratio = Math.Max(Ratio(image.Width, scale.NativeWidth), Ratio(image.Height, scale.NativeHeight));
        return ratio <= scale.Tolerance
            ? []
            : [$"The image is {image.Width}x{image.Height} pixels, but this model was trained on {scale.Description}. It was resized to fit; do not rely on this result."];
    }

    private static double Ratio(int side, int native) => (double)Math.Max(side, native) / Math.Min(side, native);
}
