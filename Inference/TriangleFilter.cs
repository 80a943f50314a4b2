using System.Buffers;
using System.Numerics;
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

    /// <summary>Writes (3, <paramref name="height"/>, <paramref name="width"/>) samples over 255. Holds only as many narrowed rows as one output row is made of.</summary>
    public static void Resize(PixelImage image, int width, int height, Span<float> planes)
    {
        var columns = Taps(image.Width, width);
        var rows = Taps(image.Height, height);
        var stride = 3 * width;
        var narrowed = ArrayPool<int>.Shared.Rent(stride * rows.Max(row => row.Weights.Length));
        var (first, end) = (0, 0); // the rows of the image that are in it
        for (var y = 0; y < height; y++)
        {
            var (start, weights) = rows[y];
            if (end > start)
            {
                narrowed.AsSpan((start - first) * stride, (end - start) * stride).CopyTo(narrowed);
            }

            first = start;
            for (end = Math.Max(end, start); end < start + weights.Length; end++)
            {
                Narrow(image.Rgb.AsSpan(3 * end * image.Width, 3 * image.Width), columns, narrowed.AsSpan((end - start) * stride, stride));
            }

            for (var plane = 0; plane < 3; plane++)
            {
                Stack(narrowed.AsSpan(plane * width), stride, weights, planes.Slice(((plane * height) + y) * width, width));
            }
        }

        ArrayPool<int>.Shared.Return(narrowed);
    }

    /// <summary>A row of pixels as a row of red, one of green and one of blue, each of the new width.</summary>
    private static void Narrow(ReadOnlySpan<byte> rgb, (int Start, int[] Weights)[] columns, Span<int> target)
    {
        var reds = target[..columns.Length];
        var greens = target.Slice(columns.Length, columns.Length);
        var blues = target[(2 * columns.Length)..];
        for (var x = 0; x < columns.Length; x++)
        {
            var (start, weights) = columns[x];
            var pixels = rgb.Slice(3 * start, 3 * weights.Length);
            var (red, green, blue) = (Half, Half, Half);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                red += weights[tap] * pixels[3 * tap];
                green += weights[tap] * pixels[(3 * tap) + 1];
                blue += weights[tap] * pixels[(3 * tap) + 2];
            }

            reds[x] = Clip(red);
            greens[x] = Clip(green);
            blues[x] = Clip(blue);
        }
    }

    /// <summary>An output row of a plane: the weighted sum of input rows that begin <paramref name="stride"/> samples apart, many samples at a time.</summary>
    private static void Stack(ReadOnlySpan<int> source, int stride, int[] weights, Span<float> target)
    {
        var at = 0;
        for (; at <= target.Length - Vector<int>.Count; at += Vector<int>.Count)
        {
            var sums = new Vector<int>(Half);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                sums += new Vector<int>(source[((tap * stride) + at)..]) * weights[tap];
            }

            (Vector.ConvertToSingle(Vector.Min(sums >> FractionBits, new Vector<int>(byte.MaxValue))) / byte.MaxValue).CopyTo(target[at..]);
        }

        for (; at < target.Length; at++)
        {
            var sum = Half;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                sum += weights[tap] * source[(tap * stride) + at];
            }

            target[at] = (float)Clip(sum) / byte.MaxValue;
        }
    }

    private static int Clip(int sum) => Math.Min(sum >> FractionBits, byte.MaxValue);

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
