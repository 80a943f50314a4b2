using System.Diagnostics;
using System.Globalization;
using PathoChain.Dev.Demo;
using PathoChain.Dev.Output;
using PathoChain.Dev.Running;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Bench;

/// <summary>
/// Measures the pipeline on this machine as it is now. Ratios within one run say more than seconds, which depend on the
/// machine and on what else it does.
/// </summary>
internal sealed class BenchRun(Checkout checkout, Steps steps, BenchOptions options)
{
    private static readonly int[] Callers = [1, 2, 4];

    /// <returns>0 when every image was classified, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var chosen = ImageFiles.Choose(options.Images, Environment.GetEnvironmentVariable(ImageFiles.DataVariable), checkout.Samples, limit: null);
        string[] files = [.. Enumerable.Repeat(chosen, options.Rounds).SelectMany(round => round)];
        var node = await new Workshop(checkout, steps).PreparePipelineAsync(cancellationToken);
        TemporarySystem? started = null;
        await steps.RunAsync("start a devnet and an API for this run", async () => started = await TemporarySystem.StartAsync(checkout, node, steps.Console, cancellationToken));
        await using var system = started!;

        await MeasureAsync("warm up", system, chosen, callers: 1, cancellationToken);
        var measured = new List<Throughput>();
        foreach (var callers in Callers)
        {
            measured.Add(await MeasureAsync($"{files.Length} images, {callers} at once", system, files, callers, cancellationToken));
        }

        Show(measured);
        system.KeepFolder = measured.Any(run => run.Failed > 0);
        await new ServingBench(checkout, steps).RunAsync(cancellationToken);
        return system.KeepFolder ? 1 : 0;
    }

    private async Task<Throughput> MeasureAsync(string name, TemporarySystem system, IReadOnlyList<string> files, int callers, CancellationToken cancellationToken)
    {
        using var api = new ApiClient(system.ApiUrl);
        using var wallet = await DevnetWallet.OpenAsync(system.RpcUrl, cancellationToken);
        IReadOnlyList<ImageRun> runs = [];
        var clock = Stopwatch.StartNew();
        await steps.RunAsync(name, async () => runs = await new Pipeline(api, wallet.SendAsync).RunAsync(files, CommonFolder.Of(files), callers, _ => { }, cancellationToken));
        return Throughput.Of(callers, runs, clock.Elapsed.TotalSeconds);
    }

    private void Show(List<Throughput> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("callers", "images/s", "÷ one caller", "upload s", "register s", "classify s", "upload ÷ classify", "failed");
        foreach (var run in measured)
        {
            double[] cells = [run.ImagesPerSecond, run.ImagesPerSecond / measured[0].ImagesPerSecond, run.Upload, run.Register, run.Classify, run.Upload / run.Classify];
            table.AddRow([$"{run.Callers}", .. cells.Select(cell => cell.ToString("0.000", CultureInfo.InvariantCulture)), $"{run.Failed}"]);
        }

        steps.Console.Write(table);
        steps.Console.WriteLine($"Medians of the stages over {options.Rounds} rounds; {Environment.ProcessorCount} processors; devnet, API and this client share them.");
    }
}
