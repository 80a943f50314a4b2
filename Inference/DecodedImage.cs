using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>An image as every model of an ensemble gets it.</summary>
/// <param name="Pixels">The pixels.</param>
/// <param name="Warnings">Reasons to distrust whatever a model says of it, in plain words.</param>
public sealed record DecodedImage(PixelImage Pixels, IReadOnlyList<string> Warnings)
{
    /// <summary>Looks at the pixels, once for all models.</summary>
    public static DecodedImage Of(PixelImage pixels) => new(pixels, TextureCheck.Warnings(pixels));
}
