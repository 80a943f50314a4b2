namespace PathoChain.Testing;

/// <summary>The checkout that a test runs in.</summary>
public static class RepositoryRoot
{
    /// <summary>Absolute path of the folder that holds <c>PathoChain.sln</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The test does not run inside a checkout.</exception>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PathoChain.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No PathoChain.sln above {AppContext.BaseDirectory}.");
    }
}
