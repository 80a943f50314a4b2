namespace PathoChain.Dev.Tests;

/// <summary>A folder of one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pathochain-dev-tests-");

    public string Path => _folder.FullName;

    /// <summary>Writes a file and the folders above it; returns its absolute path.</summary>
    public string Write(string name, string content = "")
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
