using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>
/// Resamples as training does (Pillow's <c>BILINEAR</c>, Resample.c), bit for bit: a triangle filter, as wide as the reduction so that nothing
/// aliases, over columns and then rows, in fixed point. libvips' own is several grey levels off at the borders and shifts what it enlarges.
/// </summary>
internal static class TriangleFilter
{
    private const int FractionBits = 22;

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

        var rows = Taps(image.Height, height);
        var sized = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            var (start, weights) = rows[y];
            for (var x = 0; x < width; x++)
            {
                Sum(narrowed, 3 * ((start * width) + x), 3 * width, weights, sized, 3 * ((y * width) + x));
            }
        }

        return new PixelImage(width, height, sized);
    }

    /// <summary>One output pixel: the weighted sum of input pixels that lie <paramref name="stride"/> samples apart.</summary>
    private static void Sum(byte[] source, int from, int stride, int[] weights, byte[] target, int to)
    {
        const int Half = 1 << (FractionBits - 1);
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
        return [.. Enumerable.Range(0, to).Select(position =>
        {
            var centre = (position + 0.5) * scale;
            var start = Math.Max(0, (int)(centre - reach + 0.5));
            var end = Math.Min(from, (int)(centre + reach + 0.5));
            var weights = Enumerable.Range(start, end - start).Select(at => Math.Max(0, 1 - Math.Abs((at - centre + 0.5) * (1 / reach)))).ToArray();
            var total = weights.Sum();
            return (start, weights.Select(weight => (int)(0.5 + (weight / total * (1 << FractionBits)))).ToArray());
        })];
    }
}
