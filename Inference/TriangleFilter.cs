using System.Numerics.Tensors;
using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>
/// Resamples as training does (Pillow's <c>BILINEAR</c>, Resample.c), bit for bit: a triangle filter, as wide as the reduction so that nothing
/// aliases, over columns and then rows, in fixed point. libvips' own is several grey levels off at the borders and shifts what it enlarges.
/// </summary>
internal static class TriangleFilter
{
    private const int FractionBits = 22;
    private const int Half = 1 << (FractionBits - 1);

    public static PixelImage Resize(PixelImage image, int width, int height)
    {
        var columns = Taps(image.Width, width);
        var narrowed = new byte[3 * width * image.Height];
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (start, weights) = columns[x];
                Sum(image.Rgb, 3 * ((y * image.Width) + start), 3, weights, narrowed, 3 * ((y * width) + x));
            }
        }

        return new PixelImage(width, height, Stack(narrowed, 3 * width, Taps(image.Height, height)));
    }

    /// <summary>Output rows of <paramref name="length"/> samples: the weighted sums of input rows, many samples at a time.</summary>
    private static byte[] Stack(byte[] source, int length, (int Start, int[] Weights)[] rows)
    {
        var samples = new int[source.Length];
        TensorPrimitives.ConvertTruncating<byte, int>(source, samples);
        var target = new byte[length * rows.Length];
        var sums = new int[length];
        for (var y = 0; y < rows.Length; y++)
        {
            var (start, weights) = rows[y];
            sums.AsSpan().Fill(Half);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                TensorPrimitives.MultiplyAdd(samples.AsSpan((start + tap) * length, length), weights[tap], sums, sums);
            }

            TensorPrimitives.ShiftRightArithmetic(sums, FractionBits, sums);
            TensorPrimitives.ConvertSaturating<int, byte>(sums, target.AsSpan(y * length, length));
        }

        return target;
    }

    /// <summary>One output pixel: the weighted sum of input pixels that lie <paramref name="stride"/> samples apart.</summary>
    private static void Sum(byte[] source, int from, int stride, int[] weights, byte[] target, int to)
    {
        var (red, green, blue) = (Half, Half, Half);
        foreach (var weight in weights)
        {
            red += weight * source[from];
            green += weight * source[from + 1];
            blue += weight * source[from + 2];
            from += stride;
        }

        target[to] = Clip(red);
        target[to + 1] = Clip(green);
        target[to + 2] = Clip(blue);
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> FractionBits, 0, 255);

    /// <summary>For each output position, where its input begins and the weights, which add up to 1 in fixed point.</summary>
    private static (int Start, int[] Weights)[] Taps(int from, int to)
    {
        var scale = (double)from / to;
        var reach = Math.Max(scale, 1);
        var taps = new (int, int[])[to];
        for (var position = 0; position < to; position++)
        {
            var centre = (position + 0.5) * scale;
            var start = Math.Max(0, (int)(centre - reach + 0.5));
            var end = Math.Min(from, (int)(centre + reach + 0.5));
            taps[position] = (start, Weights(start, end, centre, reach));
        }

        return taps;
    }

    private static int[] Weights(int start, int end, double centre, double reach)
    {
        double At(int position) => Math.Max(0, 1 - Math.Abs((position - centre + 0.5) * (1 / reach)));

        var total = 0.0;
        for (var position = start; position < end; position++)
        {
            total += At(position);
        }

        var weights = new int[end - start];
        for (var position = start; position < end; position++)
        {
            weights[position - start] = (int)(0.5 + (At(position) / total * (1 << FractionBits)));
        }

        return weights;
    }
}
