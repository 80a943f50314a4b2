namespace PathoChain.Dev.Demo;

/// <summary>Chooses the images of a demo run.</summary>
internal static class ImageFiles
{
    /// <summary>Names the folder with real images, one sub-folder for each data set.</summary>
    public const string DataVariable = "PATHOCHAIN_DATA";

    private const int PerDataSet = 5;
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".tif", ".tiff"];

    /// <summary>All images of the named folder; else a few of each data set; else the samples of the checkout. Sorted, so that every run takes the same.</summary>
    /// <param name="folder">What <c>--images</c> says.</param>
    /// <param name="data">What <see cref="DataVariable"/> says.</param>
    /// <param name="samples">The checkout's synthetic images.</param>
    /// <param name="limit">At most this many, from the first on.</param>
    /// <exception cref="ToolException">The folder is missing, holds no image, or cannot be read.</exception>
    public static IReadOnlyList<string> Choose(string? folder, string? data, string samples, int? limit)
    {
        var files = (folder, data) switch
        {
            ({ } named, _) => Below(named),
            (null, { Length: > 0 } sets) => SomeOfEach(sets),
            _ => Below(samples),
        };
        return limit is { } most ? [.. files.Take(most)] : files;
    }

    /// <summary>Whether the file name says that the image was drawn, not taken from tissue.</summary>
    public static bool IsSynthetic(string file) => Path.GetFileName(file).StartsWith("synthetic-", StringComparison.Ordinal);

    private static string[] SomeOfEach(string data)
    {
        var sets = Directory.Exists(data) ? Directory.GetDirectories(data).Order(StringComparer.Ordinal).ToArray() : [];
        return sets.Length == 0 ? Below(data) : [.. sets.SelectMany(set => Spread(Below(set), PerDataSet))];
    }

    /// <summary>Evenly spaced, so that every class of a sorted data set is seen.</summary>
    private static IEnumerable<string> Spread(string[] files, int count) =>
        count >= files.Length ? files : Enumerable.Range(0, count).Select(index => files[index * (files.Length - 1) / (count - 1)]);

    private static string[] Below(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ToolException($"No folder {folder}.", $"name an existing one with --images or {DataVariable}.");
        }

        var files = Find(folder);
        return files.Length > 0 ? files : throw new ToolException($"No image below {folder}.", $"put {string.Join(", ", Extensions)} files there.");
    }

    private static string[] Find(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Where(file => Extensions.Contains(Path.GetExtension(file).ToLowerInvariant()))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Not all folders below {folder} can be read: {exception.Message}", "make it readable, or name another folder.");
        }
    }
}
