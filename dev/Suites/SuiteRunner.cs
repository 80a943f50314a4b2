using System.Text;
using PathoChain.Dev.Output;
using PathoChain.Dev.Processes;
using Spectre.Console;

namespace PathoChain.Dev.Suites;

/// <summary>Runs a test runner as a step, and shows all that it wrote when the suite is not good.</summary>
internal sealed class SuiteRunner(Steps steps)
{
    /// <param name="call">The test runner.</param>
    /// <param name="read">Gets all that it wrote; returns the counts.</param>
    /// <param name="cancellationToken">Ends the runner.</param>
    public async Task<SuiteResult> RunAsync(ProcessCall call, Func<string, SuiteResult> read, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        SuiteResult? result = null;
        await steps.RunAsync($"{Path.GetFileName(call.File)} {string.Join(' ', call.Arguments.Take(2).Select(Path.GetFileName))} in {Path.GetFileName(call.Directory)}/", async progress =>
        {
            void Note(string line)
            {
                output.AppendLine(line);
                progress(line.Trim());
            }

            var runner = await Command.RunAsync(call, Note, cancellationToken);
            result = read(output.ToString()).Checked(runner.ExitCode);
            return result.IsGood;
        });
        if (!result!.IsGood)
        {
            steps.Console.WriteLine(output.ToString());
        }

        return result;
    }
}
