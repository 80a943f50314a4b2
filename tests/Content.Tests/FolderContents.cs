namespace PathoChain.Content.Tests;

internal static class FolderContents
{
    /// <summary>Every file below a folder, by full path.</summary>
    public static IReadOnlyList<string> Files(this TemporaryFolder folder) => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
}
