using System.Text.Json;

namespace PathoChain.EndToEnd.Tests;

/// <summary>A whole installation: real devnet, real API process, real store in a folder of its own, and a wallet on the devnet.</summary>
internal sealed class Network : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();

    private Network(Devnet devnet, int confirmations, IReadOnlyDictionary<string, string> settings)
    {
        Devnet = devnet;
        Api = new ApiProcess(devnet, _data.Path, confirmations) { Settings = settings, Member = ClusterSettings.OfItsOwn() };
        Client = new ApiClient(Api.BaseAddress);
    }

    public Devnet Devnet { get; }

    public ApiProcess Api { get; }

    public ApiClient Client { get; }

    public string BlockDirectory => File("blocks");

    public string SiteKeyFile => File("site.key");

    /// <param name="confirmations">Blocks after which a registration counts.</param>
    /// <param name="signer">Index of the devnet's account that the API relays with, or null for none.</param>
    /// <param name="leaves">Images that the API anchors together with that account, or null where it anchors none.</param>
    /// <param name="listed">Index of the devnet's account that may sign in, or null where nobody has to.</param>
    /// <param name="kubo">The IPFS node that keeps copies, or null for none.</param>
    public static async Task<Network> StartAsync(int confirmations = 1, int? signer = null, int? leaves = null, int? listed = null, Uri? kubo = null)
    {
        var devnet = await Devnet.StartAsync();
        var settings = new Dictionary<string, string>();
        if (signer is { } index)
        {
            settings["Chain:Signer:Address"] = (await devnet.CallAsync("eth_accounts"))[index].GetString()!;
        }

        if (listed is { } account)
        {
            settings["Access:Accounts:0"] = (await devnet.CallAsync("eth_accounts"))[account].GetString()!;
        }

        if (kubo is not null)
        {
            settings["Pinning:Kubo:RpcUrl"] = kubo.ToString();
        }

        if (leaves is { } count)
        {
            settings["Chain:Anchoring:Enabled"] = "true";
            settings["Chain:Anchoring:MaxLeaves"] = $"{count}";
        }

        var network = new Network(devnet, confirmations, settings);
        await network.Api.StartAsync();
        return network;
    }

    /// <summary>Another process on the same data folder, not started.</summary>
    /// <param name="settings">Configuration beside what every test sets.</param>
    public ApiProcess SecondApi(params (string Key, string Value)[] settings) =>
        new(Devnet, _data.Path) { Member = Api.Member, Settings = settings.ToDictionary(each => each.Key, each => each.Value) };

    /// <inheritdoc cref="Wallet.RegisterAsync"/>
    public Task<string> RegisterAsync(JsonElement image) => Wallet.RegisterAsync(Devnet, image);

    /// <summary>A file of the data folder.</summary>
    public string File(string name) => _data.File(name);

    /// <summary>Block files in the store, without the marks of erased images.</summary>
    public IReadOnlyList<string> Blocks() => Directory.Exists(BlockDirectory)
        ? [.. Directory.GetFiles(BlockDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "erased")]
        : [];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Api.DisposeAsync();
        await Devnet.DisposeAsync();
        _data.Dispose();
    }
}
