using PathoChain.Dev.Processes;
using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Suites;

/// <summary>What is held to Orleans itself: suites that the embedded runtime passes too, and several processes as one cluster.</summary>
internal sealed class OrleansTests(Checkout checkout, DotnetTests dotnet)
{
    /// <summary>The project that builds for Orleans alone.</summary>
    public const string ClusterProject = "Cluster.Tests";

    /// <summary>Those that start silos as the product does, members, state and reminders in a PostgreSQL database.</summary>
    private static readonly string[] OnPostgres = ["Grains.Tests", "Api.Tests", "EndToEnd.Tests", ClusterProject];

    /// <returns>A result for each project; skipped where NuGet does not serve Orleans, or PostgreSQL is not installed, and broken where it does not build.</returns>
    public async Task<IReadOnlyList<SuiteResult>> RunAsync(Workshop workshop, SuiteRunner runner, CancellationToken cancellationToken)
    {
        var results = new List<SuiteResult>();
        await AddAsync("Runtime.Tests", null);
        var missing = await FindPostgresAsync(cancellationToken);
        foreach (var project in OnPostgres)
        {
            await AddAsync(project, missing);
        }

        return results;

        async Task AddAsync(string project, string? missing)
        {
            var name = $"{project} on Orleans";
            try
            {
                var unbuilt = await workshop.BuildForOrleansAsync(checkout.At("tests", project, $"{project}.csproj"), cancellationToken);
                results.Add((unbuilt ?? missing) is { } why
                    ? SuiteResult.Skip(name, why)
                    : await dotnet.RunAsync(name, checkout.At("artifacts", "orleans", "bin", project, "release", $"PathoChain.{project}.dll"), runner, cancellationToken));
            }
            catch (ToolException exception)
            {
                results.Add(SuiteResult.Broken(name, exception.Message));
            }
        }
    }

    /// <returns>That it is not installed, neither as Debian's package nor on PATH, or null.</returns>
    private async Task<string?> FindPostgresAsync(CancellationToken cancellationToken)
    {
        var probe = new ProcessCall("sh", ["-c", "ls /usr/lib/postgresql/*/bin/initdb || command -v initdb"], checkout.Root);
        return (await Command.RunAsync(probe, null, cancellationToken)).ExitCode == 0 ? null : "PostgreSQL is not installed";
    }
}
