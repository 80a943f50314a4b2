using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Suites;

/// <summary>What is held to Orleans itself: the suite that the embedded runtime passes too, and several processes as one cluster.</summary>
internal sealed class OrleansTests(Checkout checkout, DotnetTests dotnet)
{
    /// <summary>The project that builds for Orleans alone.</summary>
    public const string ClusterProject = "Cluster.Tests";

    /// <summary>It runs on Orleans by hand, for some minutes; that it builds is held here.</summary>
    private const string BuiltOnly = "Grains.Tests";

    private static readonly string[] Projects = ["Runtime.Tests", ClusterProject];

    /// <returns>A result for each project that is run; skipped where NuGet does not serve Orleans.</returns>
    public async Task<IReadOnlyList<SuiteResult>> RunAsync(Workshop workshop, SuiteRunner runner, CancellationToken cancellationToken)
    {
        var results = new List<SuiteResult>();
        await BuildAsync(BuiltOnly);
        foreach (var project in Projects)
        {
            var name = $"{project} on Orleans";
            results.Add(await BuildAsync(project) is { } missing
                ? SuiteResult.Skip(name, missing)
                : await dotnet.RunAsync(name, checkout.At("artifacts", "orleans", "bin", project, "release", $"PathoChain.{project}.dll"), runner, cancellationToken));
        }

        return results;

        Task<string?> BuildAsync(string project) => workshop.BuildForOrleansAsync(checkout.At("tests", project, $"{project}.csproj"), cancellationToken);
    }
}
