using PathoChain.Dev.Processes;
using PathoChain.Dev.Running;
using PathoChain.Dev.Setup;
using PathoChain.Registry;

namespace PathoChain.Dev.Chaos.Nodes;

/// <summary>Foundry's anvil from npm: a node that can reorganise, and that keeps its chain, but not its waiting transactions, when it is stopped.</summary>
/// <param name="Checkout">Holds its program.</param>
/// <param name="Port">Port of 127.0.0.1.</param>
/// <param name="Folder">For its chain and its log.</param>
/// <param name="Accounts">How many accounts it signs for.</param>
internal sealed record Anvil(Checkout Checkout, int Port, string Folder, int Accounts)
{
    /// <summary>States that are kept. Those of blocks that were taken back count too, so many more than the 128 that every full node has and the deepest reorganisation.</summary>
    private const int States = 1_500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Time of the first block: yesterday, as blocks are a second apart however fast they are mined, so that the chain never gets ahead of the clock; and the
    /// same after a restart, or it would be another chain.
    /// </summary>
    private readonly long _begin = DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeSeconds();

    public Uri Url => new(Devnet.RpcUrl(Port));

    public string LogFile => Path.Combine(Folder, "anvil.log");

    private string Program => Checkout.At("chain", "node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");

    /// <summary>Starts it where it stopped, or a new chain that mines each transaction at once.</summary>
    /// <param name="mines">False to mine only when asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ChildProcess> StartAsync(bool mines, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--port", $"{Port}", "--accounts", $"{Accounts}", "--hardfork", "cancun", "--quiet", "--timestamp", $"{_begin}",
            "--state", Path.Combine(Folder, "anvil.json"), "--preserve-historical-states", "--prune-history", $"{States}",
        ];
        var anvil = await ChildProcess.StartAsync(new ProcessCall(Program, mines ? arguments : [.. arguments, "--no-mining"], Folder), LogFile);
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Readiness.WaitAsync(anvil, "anvil", ProbeAsync(probing.Token), Patience, LogFile, cancellationToken);
        }
        finally
        {
            await probing.CancelAsync();
        }

        return anvil;
    }

    /// <summary>Deploys the contracts and writes the deployment file.</summary>
    public Task DeployAsync(NodeRuntime node, string deployments, CancellationToken cancellationToken) => Command.RequireAsync(
        new ProcessCall(node.Program, [Path.Combine("scripts", "deploy.ts"), "--url", Url.ToString(), "--deployments", deployments], Checkout.Chain),
        "read the error above; it is one of Hardhat or Ignition.", null, cancellationToken);

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var driver = new NodeDriver(Url);
        while (true)
        {
            try
            {
                await driver.HeadAsync();
                return;
            }
            catch (RpcException)
            {
                await Task.Delay(ProbeInterval, cancellationToken);
            }
        }
    }
}
