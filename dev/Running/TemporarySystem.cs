using PathoChain.Dev.Processes;
using PathoChain.Dev.Setup;
using Spectre.Console;

namespace PathoChain.Dev.Running;

/// <summary>A devnet and an API on ports and in a folder of their own, for one run.</summary>
public sealed class TemporarySystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly List<ChildProcess> _children = [];

    private readonly IAnsiConsole _console;

    private readonly CancellationToken _cancellationToken;

    private TemporarySystem(IAnsiConsole console, CancellationToken cancellationToken) => (_console, _cancellationToken) = (console, cancellationToken);

    /// <summary>Holds the data of the API and the logs of both; removed at the end unless <see cref="KeepFolder"/>, which is said, and when the run is cancelled.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("pathochain-").FullName;

    /// <summary>Whether a person is to look at the logs: until the run says that nothing went wrong.</summary>
    public bool KeepFolder { get; set; } = true;

    public Uri ApiUrl { get; private set; } = null!;

    public Uri RpcUrl { get; private set; } = null!;

    public string DeploymentFile => Devnet.DeploymentFile(Path.Combine(Folder, "deployments"));

    /// <param name="checkout">Set up before: packages, contracts and the API are there.</param>
    /// <param name="node">Runs the devnet.</param>
    /// <param name="console">Is told where the folder is that is kept.</param>
    /// <param name="cancellationToken">Ends what was started.</param>
    /// <exception cref="ToolException">One of the two does not start; the folder is kept and the message names its log.</exception>
    public static async Task<TemporarySystem> StartAsync(Checkout checkout, NodeRuntime node, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var system = new TemporarySystem(console, cancellationToken);
        try
        {
            await system.StartChildrenAsync(checkout, node, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children))
        {
            await child.StopAsync(Grace);
            await child.DisposeAsync();
        }

        if (!KeepFolder || _cancellationToken.IsCancellationRequested)
        {
            Directory.Delete(Folder, recursive: true);
        }
        else
        {
            _console.WriteLine($"Kept for a look: {Folder} (api.log, devnet.log, data/).");
        }
    }

    private async Task StartChildrenAsync(Checkout checkout, NodeRuntime node, CancellationToken cancellationToken)
    {
        if (LocalPort.FindFree(2) is not [var chainPort, var apiPort])
        {
            throw new InvalidOperationException("Two ports were asked for.");
        }

        var deployments = Path.GetDirectoryName(DeploymentFile)!;
        _children.Add(await Devnet.StartAsync(checkout, node, chainPort, deployments, Path.Combine(Folder, "devnet.log"), cancellationToken));
        RpcUrl = new Uri(Devnet.RpcUrl(chainPort));

        var api = new ApiHost(checkout, apiPort, Path.Combine(Folder, "data"), Devnet.RpcUrl(chainPort), DeploymentFile);
        _children.Add(await api.StartAsync(Path.Combine(Folder, "api.log"), cancellationToken));
        ApiUrl = api.Url;
    }
}
