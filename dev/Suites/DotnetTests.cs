using System.Xml.Linq;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Suites;

/// <summary>The built test projects of the solution, one after the other: some start servers or use every core.</summary>
internal sealed class DotnetTests(Checkout checkout, string reports)
{
    /// <summary>A test that takes longer hangs: its run is ended and fails.</summary>
    private const string HangTimeout = "5m";

    /// <returns>A result for each test project, also for one that left no report.</returns>
    public async Task<IReadOnlyList<SuiteResult>> RunAsync(SuiteRunner runner, CancellationToken cancellationToken)
    {
        var results = new List<SuiteResult>();
        foreach (var project in Directory.GetFiles(checkout.At("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            if (name != OrleansTests.ClusterProject)
            {
                var assembly = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", $"PathoChain.{name}.dll");
                results.Add(await RunAsync(name, assembly, runner, cancellationToken));
            }
        }

        return results;
    }

    /// <summary>The tests of one built project.</summary>
    public Task<SuiteResult> RunAsync(string name, string assembly, SuiteRunner runner, CancellationToken cancellationToken)
    {
        var report = Path.Combine(reports, $"{name}.trx");
        var call = new ProcessCall(
            "dotnet", ["test", assembly, "--logger", $"trx;LogFileName={report}", "--results-directory", reports, "--blame-hang-timeout", HangTimeout], checkout.At("tests"));
        return runner.RunAsync(call, _ => File.Exists(report) ? TestReports.ReadTrx(name, XDocument.Load(report)) : new SuiteResult(name, 0, 0, 0), cancellationToken);
    }
}
