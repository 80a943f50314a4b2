using PathoChain.Dev.Processes;
using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Running;

/// <summary>Starts the development chain with the registry deployed.</summary>
public static class Devnet
{
    private const string ReadyLine = "devnet ready ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The deployment file that a devnet writes into its deployments folder.</summary>
    public static string DeploymentFile(string deployments) => Path.Combine(deployments, "31337.json");

    public static string RpcUrl(int port) => $"http://127.0.0.1:{port}";

    /// <returns>The running chain, once it answers and the registry is deployed.</returns>
    /// <exception cref="ToolException">It ends, or takes longer than two minutes.</exception>
    public static async Task<ChildProcess> StartAsync(
        Checkout checkout, NodeRuntime node, int port, string deployments, string logFile, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(deployments);
        var ready = new TaskCompletionSource();
        var call = new ProcessCall(node.Program, [Path.Combine("scripts", "devnet.ts"), "--port", $"{port}", "--deployments", deployments], checkout.Chain);
        var devnet = await ChildProcess.StartAsync(call, logFile, line =>
        {
            if (line.StartsWith(ReadyLine, StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        });
        await Readiness.WaitAsync(devnet, "The devnet", ready.Task, Patience, logFile, cancellationToken);
        return devnet;
    }
}
