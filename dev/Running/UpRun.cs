using PathoChain.Dev.Output;
using PathoChain.Dev.Processes;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Running;

/// <summary>Runs the whole system for a person at the page, until it is interrupted.</summary>
internal sealed class UpRun(Checkout checkout, Steps steps, UpOptions options)
{
    private string Deployments => Path.Combine(options.Data, "deployments");

    private string Logs => Path.Combine(options.Data, "logs");

    /// <returns>The exit code, after an interruption.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!LocalPort.IsFree(options.Port))
        {
            throw new ToolException(
                $"Port {options.Port} is in use by another program, perhaps another 'up'.",
                $"end it ('ss -ltnp sport = :{options.Port}' names it), or choose another port with --port.");
        }

        using var folder = DataFolder.Occupy(options.Data);
        var workshop = new Workshop(checkout, steps);
        var node = await workshop.PreparePipelineAsync(cancellationToken);
        await workshop.PrepareWebAsync(node, cancellationToken);

        Directory.CreateDirectory(Logs);
        var running = new List<Task>();
        await using var devnet = new Service("The devnet", token => StartDevnetAsync(node, token), "Its chain is empty now: registrations made before are gone.", Say);
        if (await RunningDevnet.IsUsableAsync(options.ChainPort, Devnet.DeploymentFile(Deployments), cancellationToken))
        {
            Say($"The devnet that already runs on port {options.ChainPort} is used.");
        }
        else
        {
            await steps.RunAsync("start the devnet", () => devnet.StartAsync(cancellationToken));
            running.Add(devnet.KeepAsync(cancellationToken));
        }

        await using var api = new Service("The API", StartApiAsync, string.Empty, Say);
        await steps.RunAsync("start the API", () => api.StartAsync(cancellationToken));
        running.Add(api.KeepAsync(cancellationToken));

        SayReady();
        await Task.WhenAll(running);
        return 0;
    }

    private Task<ChildProcess> StartDevnetAsync(NodeRuntime node, CancellationToken cancellationToken) =>
        Devnet.StartAsync(checkout, node, options.ChainPort, Deployments, Path.Combine(Logs, "devnet.log"), cancellationToken);

    private Task<ChildProcess> StartApiAsync(CancellationToken cancellationToken) =>
        new ApiHost(checkout, options.Port, options.Data, Devnet.RpcUrl(options.ChainPort), Devnet.DeploymentFile(Deployments))
            .StartAsync(Path.Combine(Logs, "api.log"), cancellationToken);

    private void SayReady()
    {
        steps.Console.WriteLine();
        steps.Console.MarkupLineInterpolated($"PathoChain is ready: [bold]http://127.0.0.1:{options.Port}[/]");
        Say($"  chain  {Devnet.RpcUrl(options.ChainPort)} (development, id 31337, empty at each start)");
        Say($"  data   {options.Data} (kept; logs in logs/)");
        Say("Research use only: not a medical device. Ctrl-C ends it.");
    }

    private void Say(string line) => steps.Console.WriteLine(line);
}
