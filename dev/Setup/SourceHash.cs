using System.Security.Cryptography;
using System.Text;

namespace PathoChain.Dev.Setup;

/// <summary>A hash of what a build reads: file names and contents, and what else decides the outcome.</summary>
internal static class SourceHash
{
    private static readonly string[] Products = ["bin", "obj", "node_modules", "dist"];

    /// <param name="root">Folder that <paramref name="paths"/> are relative to.</param>
    /// <param name="paths">Files and folders; a folder counts with all below it but build products, a missing path as missing.</param>
    /// <param name="settings">Versions, switches and the like.</param>
    public static string Of(string root, IEnumerable<string> paths, params IEnumerable<string> settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in paths.SelectMany(path => Files(Path.Combine(root, path))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(root, file)}\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        foreach (var setting in settings)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"={setting}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(file => !file.EndsWith(".tsbuildinfo", StringComparison.Ordinal)).Concat(
                Directory.EnumerateDirectories(path).Where(folder => !Products.Contains(Path.GetFileName(folder))).SelectMany(Files))
            : [];
    }
}
