using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>
/// Says so when an image shows nothing: when it is of one colour or nearly, or when its pixels have nothing to do with their neighbours, as in noise.
/// It looks at the image's own pixels, since resizing smooths noise away.
/// </summary>
/// <remarks>
/// Limits were chosen on the 9,538 patches of the 126 training patients. Their grey levels deviate by 5.56 or more from their mean, so none counts as blank,
/// background included. The variance of their neighbours' differences over that of unrelated pixels is 0.33 in the middle, at most 0.92 in all but 0.1 %;
/// 13 of them (0.14 %) are above the limit, all of them dense and grainy. Noise of 50x50 pixels lies between 0.95 and 1.05.
/// </remarks>
internal static class TextureCheck
{
    /// <summary>Standard deviation of grey levels, 0 to 255, below which an image counts as blank.</summary>
    private const double LeastDeviation = 4;

    /// <summary>The mean squared difference of neighbours over twice the variance, from which an image counts as noise: 1 less the autocorrelation at a distance of one pixel.</summary>
    private const double LargestRoughness = 0.9;

    private const int GreyLevel = 256;

    public static IReadOnlyList<string> Warnings(PixelImage image)
    {
        var (deviation, roughness) = Measure(image);
        return deviation < LeastDeviation
            ? [$"The image is blank: its grey levels hardly differ (standard deviation {deviation:0.0} of 255, in tissue at least {LeastDeviation:0}). There is nothing to classify; do not rely on this result."]
            : roughness > LargestRoughness
                ? [$"The image looks like noise: neighbouring pixels have nothing to do with each other (difference {roughness:0.00} of what chance gives, in tissue at most {LargestRoughness:0.00}). Do not rely on this result."]
                : [];
    }

    /// <summary>Standard deviation of the grey levels, and how rough they are: about 1 where neighbours are unrelated, 0 in a blank.</summary>
    internal static (double Deviation, double Roughness) Measure(PixelImage image)
    {
        var (width, height) = (image.Width, image.Height);
        var (above, row) = (new int[width], new int[width]);
        var (sum, squares, differences) = (0L, 0L, 0L);
        for (var y = 0; y < height; y++)
        {
            (above, row) = (row, above);
            for (var x = 0; x < width; x++)
            {
                var grey = Grey(image.Rgb.AsSpan(3 * ((y * width) + x), 3));
                row[x] = grey;
                sum += grey;
                squares += (long)grey * grey;
                differences += (x > 0 ? Square(grey - row[x - 1]) : 0) + (y > 0 ? Square(grey - above[x]) : 0);
            }
        }

        var pixels = (double)width * height;
        var pairs = (double)((width - 1) * height) + ((height - 1) * width);
        var variance = Math.Max(0, (squares / pixels) - Math.Pow(sum / pixels, 2));
        return (Math.Sqrt(variance) / GreyLevel, variance > 0 ? differences / pairs / (2 * variance) : 0);
    }

    /// <summary>Luma of ITU-R BT.601 in 1/256 of a grey level.</summary>
    private static int Grey(ReadOnlySpan<byte> rgb) => (77 * rgb[0]) + (150 * rgb[1]) + (29 * rgb[2]);

    private static long Square(long difference) => difference * difference;
}
