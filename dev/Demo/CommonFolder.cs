namespace PathoChain.Dev.Demo;

/// <summary>The deepest folder that holds all files.</summary>
internal static class CommonFolder
{
    /// <param name="files">At least one absolute path.</param>
    public static string Of(IReadOnlyList<string> files)
    {
        var folder = Path.GetDirectoryName(files[0])!;
        while (!files.All(file => file.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
