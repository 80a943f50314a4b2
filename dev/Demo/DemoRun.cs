using System.Diagnostics;
using System.Globalization;
using PathoChain.Dev.Output;
using PathoChain.Dev.Processes;
using PathoChain.Dev.Running;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Demo;

/// <summary>Sends images all the way through a system of its own and shows what became of each.</summary>
internal sealed class DemoRun(Checkout checkout, Steps steps, DemoOptions options)
{
    private const int Concurrency = 4;

    /// <returns>0 when every image ends Classified, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ReportFile.RequireWritable(options.Json);
        var sinceStart = DateTime.Now - Launch.StartedAt;
        var clock = Stopwatch.StartNew();
        var files = ImageFiles.Choose(options.Images, Environment.GetEnvironmentVariable(ImageFiles.DataVariable), checkout.Samples, options.Limit);
        var node = await new Workshop(checkout, steps).PreparePipelineAsync(cancellationToken);

        TemporarySystem? started = null;
        await steps.RunAsync("start a devnet and an API for this run", async () => started = await TemporarySystem.StartAsync(checkout, node, steps.Console, cancellationToken));
        await using var system = started!;
        var ready = sinceStart + clock.Elapsed;
        Say($"Ready to send the first image after {ready.TotalSeconds:0.0} s.");

        clock.Restart();
        var runs = await SendAsync(system, files, cancellationToken);
        var report = DemoReport.Of(runs, ready.TotalSeconds, clock.Elapsed.TotalSeconds);
        system.KeepFolder = report.Failed > 0;
        await ShowAsync(runs, report, system, cancellationToken);
        return report.Failed == 0 ? 0 : 1;
    }

    private async Task<IReadOnlyList<ImageRun>> SendAsync(TemporarySystem system, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        using var api = new ApiClient(system.ApiUrl);
        using var wallet = await DevnetWallet.OpenAsync(system.RpcUrl, cancellationToken);
        IReadOnlyList<ImageRun> runs = [];
        var ended = 0;
        await steps.RunAsync($"send {files.Count} images", async progress => runs = await new Pipeline(api, wallet.SendAsync).RunAsync(
            files,
            CommonFolder.Of(files),
            Concurrency,
            run =>
            {
                progress($"{++ended} of {files.Count}");
                steps.Console.WriteLine($"  {(run.IsClassified ? "classified" : "NOT CLASSIFIED")}  {run.File}  {Seconds(run.Seconds.Total)} s");
            },
            cancellationToken));
        return runs;
    }

    private async Task ShowAsync(IReadOnlyList<ImageRun> runs, DemoReport report, TemporarySystem system, CancellationToken cancellationToken)
    {
        var table = new ResultTable(runs);
        table.Write(steps.Console);
        Say($"{report.Classified} of {runs.Count} classified in {Seconds(report.Seconds)} s: {Seconds(report.SecondsPerImage)} s an image.");
        if (options.Json is { } json)
        {
            await report.WriteAsync(json, cancellationToken);
            Say($"Full report: {json}");
        }

        Say(report.Notice);
    }

    private void Say(string line) => steps.Console.WriteLine(line);

    private static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture);
}
