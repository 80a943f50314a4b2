using System.Text.Json;
using PathoChain.Dev.Chaos.Nodes;
using PathoChain.Dev.Processes;
using PathoChain.Dev.Running;
using PathoChain.Dev.Setup;

namespace PathoChain.Dev.Chaos;

/// <summary>A node and an API on ports and in a folder of their own, that can be stopped, killed and started again.</summary>
internal sealed class ChaosSystem : IAsyncDisposable
{
    /// <summary>Blocks after which a registration counts: enough for a reorganisation to fall before it and after it.</summary>
    public const int Confirmations = 3;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Anvil? _anvil;
    private readonly ApiHost _apiHost;
    private readonly CancellationToken _cancellationToken;
    private ChildProcess? _node;
    private ChildProcess? _api;

    private ChaosSystem(string folder, Anvil? anvil, ChildProcess node, ApiHost apiHost, CancellationToken cancellationToken)
    {
        Folder = folder;
        _anvil = anvil;
        _node = node;
        _apiHost = apiHost;
        _cancellationToken = cancellationToken;
        Driver = new NodeDriver(new Uri(apiHost.RpcUrl));
    }

    /// <summary>Data and logs of both; removed at the end unless <see cref="KeepFolder"/>, and when the run is cancelled.</summary>
    public string Folder { get; }

    /// <summary>Whether a person is to look at the logs: until the run says that nothing went wrong.</summary>
    public bool KeepFolder { get; set; } = true;

    public Uri ApiUrl => _apiHost.Url;

    /// <summary>Whether the node can reorganise and be restarted without losing its chain.</summary>
    public bool CanReorganise => _anvil is not null;

    public NodeDriver Driver { get; }

    /// <summary>The account that our relay sends from.</summary>
    public required string Relay { get; init; }

    /// <summary>Starts anvil with the contracts deployed, and the API.</summary>
    /// <param name="checkout">Set up before.</param>
    /// <param name="node">Runs the deployment.</param>
    /// <param name="accounts">How many accounts anvil signs for.</param>
    /// <param name="cancellationToken">Ends what was started.</param>
    public static Task<ChaosSystem> OnAnvilAsync(Checkout checkout, NodeRuntime node, int accounts, CancellationToken cancellationToken) =>
        StartAsync(
            checkout,
            async (port, folder, deployments) =>
            {
                var anvil = new Anvil(checkout, port, folder, accounts);
                var process = await anvil.StartAsync(mines: true, cancellationToken);
                await anvil.DeployAsync(node, deployments, cancellationToken);
                return (anvil, process);
            },
            cancellationToken);

    /// <summary>Starts the Hardhat devnet, and the API.</summary>
    /// <inheritdoc cref="OnAnvilAsync"/>
    public static Task<ChaosSystem> OnHardhatAsync(Checkout checkout, NodeRuntime node, CancellationToken cancellationToken) =>
        StartAsync(
            checkout,
            async (port, folder, deployments) => (null, await Devnet.StartAsync(checkout, node, port, deployments, Path.Combine(folder, "devnet.log"), cancellationToken)),
            cancellationToken);

    /// <summary>Addresses of the deployed contracts.</summary>
    public IReadOnlyList<string> Contracts() =>
    [
        .. JsonElement.Parse(File.ReadAllText(_apiHost.DeploymentFile)).GetProperty("contracts").EnumerateObject()
            .Select(contract => contract.Value.GetProperty("address").GetString()!),
    ];

    public async Task StartApiAsync(CancellationToken cancellationToken) =>
        _api = await _apiHost.StartAsync(Path.Combine(Folder, "api.log"), cancellationToken);

    /// <summary>SIGKILL, as a power cut would.</summary>
    public async Task KillApiAsync()
    {
        if (_api is { } api)
        {
            _api = null;
            await api.KillAsync();
            await api.DisposeAsync();
        }
    }

    /// <summary>Stops anvil; its chain is kept, its waiting transactions are not.</summary>
    public async Task StopNodeAsync()
    {
        if (_node is { } node)
        {
            _node = null;
            await node.StopAsync(Grace);
            await node.DisposeAsync();
        }
    }

    public async Task StartNodeAsync(CancellationToken cancellationToken) => _node = await _anvil!.StartAsync(mines: false, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await KillApiAsync();
        await StopNodeAsync();
        Driver.Dispose();
        if (!KeepFolder || _cancellationToken.IsCancellationRequested)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<ChaosSystem> StartAsync(
        Checkout checkout, Func<int, string, string, Task<(Anvil? Anvil, ChildProcess Process)>> startNode, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pathochain-chaos-").FullName;
        if (LocalPort.FindFree(2) is not [var chainPort, var apiPort])
        {
            throw new InvalidOperationException("Two ports were asked for.");
        }

        var deployments = Path.Combine(folder, "deployments");
        var (anvil, process) = await startNode(chainPort, folder, deployments);
        var api = new ApiHost(checkout, apiPort, Path.Combine(folder, "data"), Devnet.RpcUrl(chainPort), Devnet.DeploymentFile(deployments))
        {
            Settings = new Dictionary<string, string>
            {
                ["Chain__Confirmations"] = $"{Confirmations}",
                ["Chain__PollInterval"] = "00:00:00.1",
                ["Chain__DropAfter"] = "00:00:05",
                ["Chain__Signer__BumpAfter"] = "00:00:03",
            },
        };
        using var driver = new NodeDriver(new Uri(api.RpcUrl));
        var signer = (await driver.AccountsAsync())[0];
        api = api with { Settings = new Dictionary<string, string>(api.Settings) { ["Chain__Signer__Address"] = signer } };
        var system = new ChaosSystem(folder, anvil, process, api, cancellationToken) { Relay = signer.ToLowerInvariant() };
        try
        {
            await system.Driver.StopMiningAsync();
            await system.StartApiAsync(cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }
}
