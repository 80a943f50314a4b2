using System.Runtime.InteropServices;
using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>How the grey levels and colours of an image vary, at its own pixels, since resizing smooths them.</summary>
/// <param name="Colours">How bright and colourful it is.</param>
/// <param name="Roughness">The mean squared difference of neighbours' grey levels over twice their variance, 1 less the autocorrelation at a distance of one pixel: about 1 where neighbours are unrelated, 0 in a blank.</param>
/// <param name="FineDetail">How much fine detail there is.</param>
public sealed record Texture(ColourLevels Colours, double Roughness, FineDetail FineDetail)
{
    private const int Unit = 256;

    /// <summary>Measures an image in one pass over its pixels: luma, Cb and Cr of ITU-R BT.601, in 1/256 of a level.</summary>
    public static Texture Of(PixelImage image)
    {
        var (width, height) = (image.Width, image.Height);
        var (luma, cb, cr) = (new StructureFunction(width, height), new StructureFunction(width, height), new StructureFunction(width, height));
        var (lumaLevels, cbLevels, crLevels) = (new Moments(), new Moments(), new Moments());
        for (var y = 0; y < height; y++)
        {
            var pixels = MemoryMarshal.Cast<byte, Pixel>(image.Rgb.AsSpan(3 * y * width, 3 * width));
            var lumas = luma.NextRow();
            var cbs = cb.NextRow();
            var crs = cr.NextRow();
            for (var x = 0; x < pixels.Length && x < lumas.Length && x < cbs.Length && x < crs.Length; x++)
            {
                var (red, green, blue) = pixels[x];
                var level = (77 * red) + (150 * green) + (29 * blue);
                var blueness = (128 * blue) - (85 * green) - (43 * red);
                var redness = (128 * red) - (107 * green) - (21 * blue);
                lumaLevels.Add(level);
                cbLevels.Add(blueness);
                crLevels.Add(redness);
                lumas[x] = level;
                cbs[x] = blueness;
                crs[x] = redness;
            }

            luma.Add(y);
            cb.Add(y);
            cr.Add(y);
        }

        return new(
            new ColourLevels(lumaLevels.In(Unit), cbLevels.In(Unit), crLevels.In(Unit)),
            lumaLevels.Variance > 0 ? luma.Near / (2 * lumaLevels.Variance) : 0,
            new FineDetail(luma.FineDetail, cb.FineDetail, cr.FineDetail));
    }

    private readonly record struct Pixel(byte Red, byte Green, byte Blue);
}
