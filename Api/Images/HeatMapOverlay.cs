using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>Draws a heat map to be laid over its image: the more a cell says, the brighter and the less transparent. It holds no pixel of the image.</summary>
internal static class HeatMapOverlay
{
    private const int LongestSide = 1024;

    /// <summary>Most that the overlay covers of the image below it, of 255.</summary>
    private const float MostOpaque = 200;

    /// <summary>Every eighth of Matplotlib's viridis (van der Walt and Smith 2015, CC0), whose lightness grows evenly and which the colour-blind can read.</summary>
    private static readonly (byte Red, byte Green, byte Blue)[] Viridis =
    [
        (68, 1, 84), (71, 45, 123), (59, 82, 139), (44, 114, 142), (33, 145, 140), (40, 174, 128), (94, 201, 98), (173, 220, 48), (253, 231, 37),
    ];

    /// <summary>The image's own size, made smaller where a side is longer than 1,024 pixels.</summary>
    public static (int Width, int Height) SizeFor(int width, int height)
    {
        var scale = Math.Min(1, (double)LongestSide / Math.Max(width, height));
        return (Side(width), Side(height));

        int Side(int pixels) => Math.Max(1, (int)Math.Round(pixels * scale));
    }

    /// <summary>The map between its cells' centres, bilinearly, as R, G, B, alpha: height × width × 4 bytes.</summary>
    public static byte[] Draw(HeatMap map, int width, int height)
    {
        var columns = Positions(map.Width, width);
        var rows = Positions(map.Height, height);
        var rgba = new byte[4 * width * height];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, down) = rows[y];
            for (var x = 0; x < width; x++)
            {
                var (left, right, across) = columns[x];
                var value = Between(
                    Between(At(left, top), At(right, top), across),
                    Between(At(left, bottom), At(right, bottom), across),
                    down);
                Paint(value, rgba.AsSpan(4 * ((y * width) + x), 4));
            }
        }

        return rgba;

        float At(int column, int row) => map.Values[(row * map.Width) + column];
    }

    /// <summary>For each pixel the cells to both sides of it and how far it is on the way from one to the other; beyond the outermost centres, the outermost cell.</summary>
    private static (int Before, int After, float Share)[] Positions(int cells, int pixels) =>
        [.. Enumerable.Range(0, pixels).Select(pixel =>
        {
            var position = Math.Clamp(((pixel + 0.5f) * cells / pixels) - 0.5f, 0, cells - 1);
            var before = (int)position;
            return (before, Math.Min(before + 1, cells - 1), position - before);
        })];

    private static void Paint(float value, Span<byte> rgba)
    {
        var position = Math.Clamp(value, 0, 1) * (Viridis.Length - 1);
        var before = Math.Min((int)position, Viridis.Length - 2);
        var (from, to, share) = (Viridis[before], Viridis[before + 1], position - before);
        rgba[0] = (byte)Math.Round(Between(from.Red, to.Red, share));
        rgba[1] = (byte)Math.Round(Between(from.Green, to.Green, share));
        rgba[2] = (byte)Math.Round(Between(from.Blue, to.Blue, share));
        rgba[3] = (byte)Math.Round(MostOpaque * Math.Clamp(value, 0, 1));
    }

    private static float Between(float from, float to, float share) => from + (share * (to - from));
}
