namespace PathoChain.Testing;

/// <summary>Real histology images, read in place from the folder that <c>PATHOCHAIN_DATA</c> names (sub-folders <c>idc</c> and <c>breakhis</c>).</summary>
public static class RealImages
{
    public const string Variable = "PATHOCHAIN_DATA";

    /// <summary>Shown by a test that needs real images and finds none.</summary>
    public const string SkipReason = $"skipped: needs real images; set {Variable} to a folder with idc/ and breakhis/";

    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Files under a sub-folder, sorted by path so that every run takes the same ones; empty without data.</summary>
    public static IReadOnlyList<string> Files(string subfolder) =>
        Folder is null || !Directory.Exists(Path.Combine(Folder, subfolder))
            ? []
            : [.. Directory.EnumerateFiles(Path.Combine(Folder, subfolder), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
