using System.Collections.ObjectModel;

namespace PathoChain.Dev;

/// <summary>The checkout that the tool works on, and where its parts are.</summary>
/// <param name="Root">Absolute path of the folder that holds <c>PathoChain.sln</c>.</param>
public sealed record Checkout(string Root)
{
    private const string Solution = "PathoChain.sln";

    public string Runtime => At("runtime");

    public string Chain => At("chain");

    public string Web => At("web");

    public string WebClient => At("web", "dist");

    public string Models => At("models", "artifacts");

    public string Samples => At("samples");

    public string SolutionFile => At(Solution);

    public string ApiProject => At("Api", "Api.csproj");

    public string ApiProgram { get; init; } = Path.Combine(Root, "Api", "bin", "Release", "net10.0", "PathoChain.Api.dll");

    /// <summary>Environment variables that the program needs beside the usual ones, as a member of a cluster does.</summary>
    public IReadOnlyDictionary<string, string> ApiEnvironment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public string BenchmarksProject => At("tests", "Benchmarks", "Benchmarks.csproj");

    public string BenchmarksProgram => At("tests", "Benchmarks", "bin", "Release", "net10.0", "PathoChain.Benchmarks.dll");

    public string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The checkout of the running <c>pathochain.cs</c>, else the one around the working folder.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static Checkout Find()
    {
        var start = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return new Checkout(folder.FullName);
            }
        }

        throw new ToolException($"{start} is not inside a checkout of PathoChain (no {Solution} above it).", "run the tool from the checkout.");
    }
}
