using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>An image as every model of an ensemble gets it, looked at once for all of them.</summary>
/// <param name="Pixels">The pixels.</param>
/// <param name="Texture">How its grey levels and colours vary.</param>
public sealed record DecodedImage(PixelImage Pixels, Texture Texture)
{
    public static DecodedImage Of(PixelImage pixels) => new(pixels, Texture.Of(pixels));

    /// <summary>Reasons to distrust whatever a model that was trained at a scale says of it, in plain words.</summary>
    public IReadOnlyList<string> Warnings(ModelScale scale) =>
        [.. TextureCheck.Warnings(Texture), .. ScaleCheck.Warnings(Pixels, scale), .. DetailCheck.Warnings(Texture.FineDetail, scale), .. ColourCheck.Warnings(Texture.Colours, scale)];
}
