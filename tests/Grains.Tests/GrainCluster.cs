using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using PathoChain.Content;
using PathoChain.Registry;
using PathoChain.Silo;

namespace PathoChain.Grains.Tests;

/// <summary>The silo as it is hosted, in memory of the test: real store, models and state on a data folder of its own.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly HostedSilo _silo;

    private GrainCluster(Uri node, string deploymentFile, int confirmations, TimeSpan? dropAfter, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? change) => _silo = new HostedSilo(host =>
    {
        host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = _data.Path,
            ["Chain:RpcUrl"] = node.ToString(),
            ["Chain:DeploymentFile"] = deploymentFile,
            ["Chain:Confirmations"] = $"{confirmations}",
            ["Chain:PollInterval"] = "00:00:00.1",
            ["Chain:DropAfter"] = $"{dropAfter ?? TimeSpan.FromMinutes(10)}",
            ["Models:Directory"] = Path.Combine(RepositoryRoot.Path, "models", "artifacts"),
        });
        host.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        host.AddPathoChainSilo();
        change?.Invoke(host.Services);
    });

    public string BlockDirectory => _data.File("blocks");

    /// <summary>Files of blocks, without the marks of erased images.</summary>
    public IReadOnlyList<string> Blocks() =>
        [.. Directory.GetFiles(BlockDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "erased")];

    /// <summary>A silo that follows a devnet.</summary>
    public static Task<GrainCluster> StartAsync(
        Devnet devnet, int confirmations = 1, TimeSpan? dropAfter = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null) =>
        StartAsync(devnet.Url, devnet.DeploymentFile, confirmations, dropAfter, settings, change);

    public static async Task<GrainCluster> StartAsync(
        Uri node,
        string deploymentFile,
        int confirmations = 1,
        TimeSpan? dropAfter = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? change = null)
    {
        var cluster = new GrainCluster(node, deploymentFile, confirmations, dropAfter, settings, change);
        await cluster._silo.StartAsync();
        return cluster;
    }

    public IImageGrain Image(string cid) => Grain<IImageGrain>(cid);

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Service<IGrainFactory>().GetGrain<T>(key);

    /// <summary>Takes in a drawn image as the API does; the answer is its CID.</summary>
    public async Task<string> CreateImageAsync(int seed, Priority priority = Priority.Routine)
    {
        var (cid, image) = await StoreImageAsync(seed);
        await Image(cid).CreateAsync(image with { Priority = priority });
        return cid;
    }

    /// <summary>Stores a drawn image without telling its grain.</summary>
    public async Task<(string Cid, StoredImage Image)> StoreImageAsync(int seed)
    {
        var clean = ImageIntake.Clean(DrawnImages.Png(50, 50, seed));
        var stored = await Service<ImageVault>().StoreAsync(clean);
        var key = new WrappedKey(stored.WrappedKey.KeyId, Convert.ToBase64String(stored.WrappedKey.Bytes));
        var digest = Hash32.FromBytes(stored.Digest).ToString();
        return (stored.Cid.ToString(), new StoredImage(digest, 50, 50, "png", stored.EnvelopeBytes, key, DateTimeOffset.UnixEpoch));
    }

    /// <summary>Follows an image until it is in one of <paramref name="phases"/>.</summary>
    public async Task<ImageStatus> WaitForAsync(string cid, params ImagePhase[] phases)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var status = await Image(cid).GetAsync();
        while (!phases.Contains(status!.Phase))
        {
            status = await Image(cid).WaitAsync(status.Version, TimeSpan.FromSeconds(5)).WaitAsync(limit.Token);
        }

        return status;
    }

    /// <summary>What is stored of a grain.</summary>
    public async Task<T> ReadAsync<T>(IAddressable grain, string stateName)
    {
        var storage = _silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Grains);
        var stored = new GrainState<T>();
        await storage.ReadStateAsync(stateName, grain.GetGrainId(), stored);
        return stored.State!;
    }

    /// <summary>Stores a grain's state behind its back, as another process on the same data would: again if the grain writes at the same moment.</summary>
    public async Task OverwriteAsync<T>(IAddressable grain, string stateName, Func<T, T> change)
    {
        var storage = _silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Grains);
        for (var triesLeft = 20; ; triesLeft--)
        {
            var stored = new GrainState<T>();
            await storage.ReadStateAsync(stateName, grain.GetGrainId(), stored);
            stored.State = change(stored.State!);
            try
            {
                await storage.WriteStateAsync(stateName, grain.GetGrainId(), stored);
                return;
            }
            catch (InconsistentStateException) when (triesLeft > 0)
            {
            }
        }
    }

    /// <summary>Names of the reminders that are stored for a grain.</summary>
    public Task<IReadOnlyList<string>> RemindersOfAsync(IAddressable grain) => _silo.RemindersOfAsync(grain);

    public Task DeactivateAsync(IAddressable grain) => _silo.DeactivateAsync(grain);

    public Task KillAndRestartAsync() => _silo.KillAndRestartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>A service of the silo.</summary>
    public T Service<T>()
        where T : notnull => _silo.Services.GetRequiredService<T>();
}
