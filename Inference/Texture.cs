using System.Numerics;
using System.Runtime.InteropServices;
using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>How the grey levels and colours of an image vary, at its own pixels, since resizing smooths them.</summary>
/// <param name="Deviation">Standard deviation of the grey levels, 0 to 127.5.</param>
/// <param name="Roughness">The mean squared difference of neighbours' grey levels over twice their variance, 1 less the autocorrelation at a distance of one pixel: about 1 where neighbours are unrelated, 0 in a blank.</param>
/// <param name="FineDetail">How much fine detail there is.</param>
public sealed record Texture(double Deviation, double Roughness, FineDetail FineDetail)
{
    private const int Unit = 256;

    /// <summary>Measures an image in one pass over its pixels for each channel.</summary>
    public static Texture Of(PixelImage image)
    {
        var luma = Channel.Of(image, 77, 150, 29);
        return new(
            Math.Sqrt(luma.Variance) / Unit,
            luma.Variance > 0 ? luma.Near / (2 * luma.Variance) : 0,
            new FineDetail(luma.FineDetail, Channel.Of(image, -43, -85, 128).FineDetail, Channel.Of(image, 128, -107, -21).FineDetail));
    }

    /// <summary>One channel of ITU-R BT.601, in 1/256 of a level: its variance, and the mean squared differences of pixels next to each other and two apart.</summary>
    private readonly record struct Channel(double Variance, double Near, double Far)
    {
        public double FineDetail => Far > 0 ? Near / Far : 1;

        public static Channel Of(PixelImage image, int red, int green, int blue)
        {
            var (width, height) = (image.Width, image.Height);
            var (twoAbove, above, row) = (new float[width], new float[width], new float[width]);
            var (sum, squares, near, far) = (0L, 0L, 0.0, 0.0);
            for (var y = 0; y < height; y++)
            {
                (twoAbove, above, row) = (above, row, twoAbove);
                var rgb = image.Rgb.AsSpan(3 * y * width, 3 * width);
                for (var x = 0; x < row.Length; x++)
                {
                    var level = (red * rgb[3 * x]) + (green * rgb[(3 * x) + 1]) + (blue * rgb[(3 * x) + 2]);
                    row[x] = level;
                    sum += level;
                    squares += (long)level * level;
                }

                near += SquaredDifferences(row.AsSpan(1), row) + (y > 0 ? SquaredDifferences(row, above) : 0);
                far += SquaredDifferences(row.AsSpan(Math.Min(2, width)), row) + (y > 1 ? SquaredDifferences(row, twoAbove) : 0);
            }

            var pixels = (double)width * height;
            return new(Math.Max(0, (squares / pixels) - Math.Pow(sum / pixels, 2)), Mean(near, apart: 1), Mean(far, apart: 2));

            double Mean(double squaredDifferences, int apart) =>
                squaredDifferences / Math.Max(1, ((double)Math.Max(0, width - apart) * height) + ((double)Math.Max(0, height - apart) * width));
        }

        /// <summary>Several at a time: an image of 700x460 pixels would otherwise take as long as a model.</summary>
        private static double SquaredDifferences(ReadOnlySpan<float> levels, ReadOnlySpan<float> others)
        {
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(levels);
            var otherVectors = MemoryMarshal.Cast<float, Vector<float>>(others[..levels.Length]);
            var sums = Vector<float>.Zero;
            for (var at = 0; at < vectors.Length; at++)
            {
                var difference = vectors[at] - otherVectors[at];
                sums += difference * difference;
            }

            var sum = (double)Vector.Sum(sums);
            for (var at = vectors.Length * Vector<float>.Count; at < levels.Length; at++)
            {
                sum += Math.Pow(levels[at] - others[at], 2);
            }

            return sum;
        }
    }
}
