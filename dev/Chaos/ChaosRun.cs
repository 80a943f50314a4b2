using System.Globalization;
using System.Text.Json;
using PathoChain.Dev.Demo;
using PathoChain.Dev.Output;
using PathoChain.Dev.Setup;
using PathoChain.Registry;
using Spectre.Console;

namespace PathoChain.Dev.Chaos;

/// <summary>Plays the campaign and prints what came out.</summary>
internal sealed class ChaosRun(Checkout checkout, Steps steps, ChaosOptions options)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    /// <returns>0 when nothing was wrong, else 1: also where a campaign ended early, after which the other is played all the same.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ReportFile.RequireWritable(options.Json);
        var node = await new Workshop(checkout, steps).PreparePipelineAsync(cancellationToken);
        var results = new List<ChaosResult>();
        var endedEarly = false;
        foreach (var chosen in new[] { ChaosNodes.Anvil, ChaosNodes.Hardhat }.Where(chosen => options.Nodes.HasFlag(chosen)))
        {
            try
            {
                results.Add(await PlayAsync(chosen, node, cancellationToken));
            }
            catch (ToolException exception)
            {
                steps.Console.WriteLine(exception.Message);
                endedEarly = true;
            }
        }

        if (results.Count > 0)
        {
            Show(results);
        }

        if (options.Json is { } json)
        {
            var report = results.Select(result => new { result.Node, Figures = result.Figures().ToDictionary(figure => figure.Name, figure => figure.Value), result.Judgement.Faults });
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(report, Indented) + "\n", cancellationToken);
        }

        return !endedEarly && results.All(result => result.IsGood) ? 0 : 1;
    }

    /// <summary>Plays on one node, in a system of its own.</summary>
    /// <exception cref="ToolException">It ended early; the folder is kept and the message names it.</exception>
    internal async Task<ChaosResult> PlayAsync(ChaosNodes chosen, NodeRuntime node, CancellationToken cancellationToken)
    {
        var plan = CampaignPlan.Create(options, reorganises: chosen is ChaosNodes.Anvil);
        ChaosSystem? started = null;
        await steps.RunAsync($"start {chosen} and an API", async () => started = chosen is ChaosNodes.Anvil
            ? await ChaosSystem.OnAnvilAsync(checkout, node, AccountsFor(plan), cancellationToken)
            : await ChaosSystem.OnHardhatAsync(checkout, node, cancellationToken));
        await using var system = started!;
        var result = await PlayAsync(plan, system, chosen, cancellationToken);
        system.KeepFolder = !result.IsGood;
        if (system.KeepFolder)
        {
            steps.Console.WriteLine($"Kept for a look: {system.Folder} (api.log, the node's log, data/).");
        }

        return result;
    }

    private async Task<ChaosResult> PlayAsync(IReadOnlyList<Tick> plan, ChaosSystem system, ChaosNodes chosen, CancellationToken cancellationToken)
    {
        var sample = await File.ReadAllBytesAsync(Path.Combine(checkout.Samples, "synthetic-patch-1.png"), cancellationToken);
        ChaosResult? result = null;
        var lastLine = DateTime.MinValue;
        try
        {
            await using var campaign = new Campaign(system, sample, options.Seed, cancellationToken);
            await steps.RunAsync($"{plan.Count} rounds on {chosen}", async progress =>
            {
                result = await campaign.RunAsync(plan, line =>
                {
                    progress(line);
                    if (DateTime.UtcNow - lastLine > LineInterval)
                    {
                        steps.Console.WriteLine($"  {line}");
                        lastLine = DateTime.UtcNow;
                    }
                });
                return result.IsGood;
            });
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or RegistryException or ToolException)
        {
            throw new ToolException($"The campaign on {chosen} ended early: {exception.Message}", $"look into {system.Folder} (api.log, the node's log, data/), which is kept.");
        }

        return result!;
    }

    /// <summary>The relay's, two at most for each case, and some for those that are left waiting.</summary>
    private static int AccountsFor(IReadOnlyList<Tick> plan) => 10 + (2 * plan.Sum(tick => tick.Cases.Count));

    private void Show(List<ChaosResult> results)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn($"seed {options.Seed}");
        foreach (var result in results)
        {
            table.AddColumn(new TableColumn(result.Node).RightAligned());
        }

        foreach (var (row, (name, _)) in results[0].Figures().Index())
        {
            table.AddRow([name, .. results.Select(result => result.Figures()[row].Value.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        steps.Console.Write(table);
        foreach (var fault in results.SelectMany(result => result.Judgement.Faults))
        {
            steps.Console.WriteLine($"  {fault}");
        }
    }
}
