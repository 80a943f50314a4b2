using PathoChain.Dev.Processes;
using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Suites;

/// <summary>The tests of a folder whose <c>npm test</c> runs them.</summary>
internal sealed class NpmTests(string folder, NodeRuntime node, Func<string, string, SuiteResult> read)
{
    public Task<SuiteResult> RunAsync(SuiteRunner runner, CancellationToken cancellationToken)
    {
        // Colours would stand between the words of the summary.
        var environment = new Dictionary<string, string>(node.Environment) { ["NO_COLOR"] = "1" };
        var call = new ProcessCall("npm", ["test"], folder) { Environment = environment };
        return runner.RunAsync(call, output => read(Path.GetFileName(folder), output), cancellationToken);
    }
}
