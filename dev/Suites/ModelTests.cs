using System.Xml.Linq;
using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Suites;

/// <summary>The tests of <c>models/</c>, which need Debian's python3-torch and its friends.</summary>
internal sealed class ModelTests(Checkout checkout, string reports)
{
    private const string Name = "models";
    private const string Python = "/usr/bin/python3";
    private const string Needs = "import numpy, onnx, PIL, pytest, sklearn, torch, xdist";

    public async Task<SuiteResult> RunAsync(SuiteRunner runner, CancellationToken cancellationToken)
    {
        var probe = await Command.RunAsync(new ProcessCall(Python, ["-c", Needs], checkout.Root), null, cancellationToken);
        if (probe.ExitCode != 0)
        {
            return SuiteResult.Skip(Name, $"{probe.Tail.Split('\n')[^1]} ({Python}; .ci/run names the Debian packages)");
        }

        var report = Path.Combine(reports, "models.xml");
        // Most of it is on one core, and several processes of several threads each would be in each other's way.
        var environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" };
        var call = new ProcessCall(Python, ["-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", $"--junitxml={report}", "tests"], checkout.At("models"))
        {
            Environment = environment,
        };
        return await runner.RunAsync(call, _ => File.Exists(report) ? TestReports.ReadJUnit(Name, XDocument.Load(report)) : new SuiteResult(Name, 0, 0, 0), cancellationToken);
    }
}
