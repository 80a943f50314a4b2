using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Running;

/// <summary>Starts the API, and the silo in its process, against a chain.</summary>
/// <param name="Checkout">Holds the built API.</param>
/// <param name="Port">Port of 127.0.0.1.</param>
/// <param name="Data">Folder for the database, the blocks and the site key.</param>
/// <param name="RpcUrl">The chain's JSON-RPC.</param>
/// <param name="DeploymentFile">Where the registry is.</param>
public sealed record ApiHost(Checkout Checkout, int Port, string Data, string RpcUrl, string DeploymentFile)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Configuration that replaces or adds to what is set by default.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>The process contract: configuration by environment variables.</summary>
    public ProcessCall Call => new("dotnet", [Checkout.ApiProgram], Checkout.Root)
    {
        Environment = Defaults.Concat(Checkout.ApiEnvironment).Concat(Settings).GroupBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Last().Value),
    };

    private Dictionary<string, string> Defaults => new()
    {
        ["Urls"] = Url.ToString(),
        ["Data__Directory"] = Data,
        ["Chain__RpcUrl"] = RpcUrl,
        ["Chain__DeploymentFile"] = DeploymentFile,
        ["Chain__Confirmations"] = "1",
        ["Chain__PollInterval"] = "00:00:00.250",
        ["Models__Directory"] = Checkout.Models,
        ["Web__Directory"] = Checkout.WebClient,
    };

    /// <returns>The running API, once <c>/health/ready</c> says so.</returns>
    /// <exception cref="ToolException">It ends, or takes longer than a minute.</exception>
    public async Task<ChildProcess> StartAsync(string logFile, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Data);
        var api = await ChildProcess.StartAsync(Call, logFile);
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Readiness.WaitAsync(api, "The API", ProbeAsync(probing.Token), Patience, logFile, cancellationToken);
        }
        finally
        {
            await probing.CancelAsync();
        }

        return api;
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Url };
        while (!await IsReadyAsync(http, cancellationToken))
        {
            await Task.Delay(ProbeInterval, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
