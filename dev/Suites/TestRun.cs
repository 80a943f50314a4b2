using PathoChain.Dev.Output;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Suites;

/// <summary>Runs every test of every language and sums them up.</summary>
internal sealed class TestRun(Checkout checkout, Steps steps)
{
    /// <returns>0 when every suite ran tests and none failed, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var workshop = new Workshop(checkout, steps);
        var node = await workshop.PreparePipelineAsync(cancellationToken);
        await workshop.PrepareWebAsync(node, cancellationToken);
        await workshop.BuildSolutionAsync(cancellationToken);

        var reports = Directory.CreateTempSubdirectory("pathochain-test-");
        try
        {
            return Show(new Summary(await RunSuitesAsync(workshop, node, reports.FullName, cancellationToken)));
        }
        finally
        {
            reports.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<SuiteResult>> RunSuitesAsync(Workshop workshop, NodeRuntime node, string reports, CancellationToken cancellationToken)
    {
        var runner = new SuiteRunner(steps);
        var dotnet = new DotnetTests(checkout, reports);
        return
        [
            await new NpmTests(checkout.Chain, node, TestReports.ReadHardhat).RunAsync(runner, cancellationToken),
            await new NpmTests(checkout.Web, node, TestReports.ReadVitest).RunAsync(runner, cancellationToken),
            await new ModelTests(checkout, reports).RunAsync(runner, cancellationToken),
            .. await dotnet.RunAsync(runner, cancellationToken),
            .. await new OrleansTests(checkout, dotnet).RunAsync(workshop, runner, cancellationToken),
        ];
    }

    private int Show(Summary summary)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("suite", "passed", "failed", "skipped", "remark");
        foreach (var suite in summary.Suites)
        {
            table.AddRow(new Text(suite.Name), new Text($"{suite.Passed}"), new Text($"{suite.Failed}"), new Text($"{suite.Skipped}"), new Text(suite.Remark));
        }

        steps.Console.Write(table);
        steps.Console.WriteLine(summary.ToString());
        return summary.IsGood ? 0 : 1;
    }
}
