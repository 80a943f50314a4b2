namespace PathoChain.Registry.Tests;

/// <summary>One devnet for the tests of a class, and a client for its registry.</summary>
public sealed class DevnetFixture : IAsyncLifetime
{
    private readonly HttpClient _http = new();

    public Devnet Devnet { get; private set; } = null!;

    public JsonRpcClient Rpc => new(_http, Devnet.Url);

    public ImageRegistryClient Registry => new(Rpc, Deployment.Load(Devnet.DeploymentFile));

    public async Task InitializeAsync() => Devnet = await Devnet.StartAsync();

    public async Task DisposeAsync()
    {
        await Devnet.DisposeAsync();
        _http.Dispose();
    }
}
