using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Suites;

/// <summary>What is held to Orleans itself: the suite that the embedded runtime passes too, and several processes as one cluster.</summary>
internal sealed class OrleansTests(Checkout checkout, DotnetTests dotnet)
{
    /// <summary>The project that builds for Orleans alone.</summary>
    public const string ClusterProject = "Cluster.Tests";

    private static readonly string[] Projects = ["Runtime.Tests", ClusterProject];

    /// <returns>A result for each project; skipped where NuGet does not serve Orleans.</returns>
    public async Task<IReadOnlyList<SuiteResult>> RunAsync(Workshop workshop, SuiteRunner runner, CancellationToken cancellationToken)
    {
        var results = new List<SuiteResult>();
        foreach (var project in Projects)
        {
            var name = $"{project} on Orleans";
            results.Add(await workshop.BuildForOrleansAsync(checkout.At("tests", project, $"{project}.csproj"), cancellationToken) is { } missing
                ? SuiteResult.Skip(name, missing)
                : await dotnet.RunAsync(name, checkout.At("artifacts", "orleans", "bin", project, "release", $"PathoChain.{project}.dll"), runner, cancellationToken));
        }

        return results;
    }
}
