using PathoChain.Libvips;

namespace PathoChain.Testing;

/// <summary>Dark discs on pink, drawn as models/golden.py draws them: a linear congruential generator (Numerical Recipes) and whole numbers only.</summary>
public static class SyntheticTissue
{
    /// <summary>An image, always the same for a number and size.</summary>
    public static PixelImage Draw(int number, int width, int height)
    {
        var state = (uint)number;
        var rgb = new byte[3 * width * height];
        var background = new[] { (byte)(200 + Below(50)), (byte)(130 + Below(90)), (byte)(180 + Below(60)) };
        for (var at = 0; at < rgb.Length; at++)
        {
            rgb[at] = background[at % 3];
        }

        for (var discs = Below(120); discs > 0; discs--)
        {
            var (centreX, centreY, radius) = (Below(width), Below(height), 1 + Below(4));
            var colour = new[] { (byte)(60 + Below(80)), (byte)(30 + Below(80)), (byte)(90 + Below(80)) };
            for (var y = Math.Max(0, centreY - radius); y <= Math.Min(height - 1, centreY + radius); y++)
            {
                for (var x = Math.Max(0, centreX - radius); x <= Math.Min(width - 1, centreX + radius); x++)
                {
                    if (((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)) <= radius * radius)
                    {
                        colour.CopyTo(rgb, 3 * ((y * width) + x));
                    }
                }
            }
        }

        return new PixelImage(width, height, rgb);

        int Below(int limit)
        {
            state = unchecked((1664525u * state) + 1013904223u);
            return (int)((state >> 16) % (uint)limit);
        }
    }
}
