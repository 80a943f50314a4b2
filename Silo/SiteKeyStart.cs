using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using PathoChain.Content;
using PathoChain.Grains;

namespace PathoChain.Silo;

/// <summary>
/// Opens the site's key before the silo joins, and no other than the one that the database names: under another no image opens, and what came in under it no other
/// silo could open. Where the database names none, the first silo to say its key decides, and only there one is made.
/// </summary>
internal sealed class SiteKeyStart(IOptions<DataOptions> options, [FromKeyedServices(StorageNames.Grains)] IGrainStorage storage) : IHostedService
{
    private const string StateName = "key";
    private const string Fix = "restore that key from a backup, or have Data:Directory name the folder that holds it, which all silos of a cluster share";

    private static readonly GrainId Record = GrainId.Create("site-key", SiteNames.Default);

    private SiteKey? _key;

    /// <summary>The key, once it is opened.</summary>
    public SiteKey Key => _key ?? throw new InvalidOperationException("The site key is asked for before the silo starts.");

    /// <exception cref="SiteKeyException">The key is missing though there are images that only it opens, is another than theirs, or its file is unfit.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await ReadAsync();
        var data = options.Value;
        if (!File.Exists(data.SiteKeyFile))
        {
            RequireNoImages(data, known);
        }

        var key = SiteKey.LoadOrCreate(data.SiteKeyFile);
        known ??= await NameAsync(key.KeyId);
        _key = known == key.KeyId
            ? key
            : throw new SiteKeyException($"Site key {data.SiteKeyFile} is key {key.KeyId}, but images are under key {known}: {Fix}.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void RequireNoImages(DataOptions data, string? known)
    {
        if (known is not null)
        {
            throw new SiteKeyException($"Site key {data.SiteKeyFile} is missing, but images are under key {known}: {Fix}.");
        }

        if (Directory.Exists(data.BlockDirectory) && Directory.EnumerateFiles(data.BlockDirectory, "*", SearchOption.AllDirectories).Any())
        {
            throw new SiteKeyException(
                $"Site key {data.SiteKeyFile} is missing, but {data.BlockDirectory} holds images that only it opens: restore it from a backup, or move {data.Directory} away to start anew.");
        }
    }

    private async Task<string?> ReadAsync() => (await ReadRecordAsync()).State?.KeyId;

    /// <summary>Names the key in the database unless another silo was faster; the answer is the key that is named there then.</summary>
    private async Task<string?> NameAsync(string keyId)
    {
        var record = await ReadRecordAsync();
        try
        {
            record.State = new SiteKeyState { KeyId = record.State?.KeyId ?? keyId };
            await storage.WriteStateAsync(StateName, Record, record);
            return record.State.KeyId;
        }
        catch (InconsistentStateException)
        {
            return await ReadAsync();
        }
    }

    private async Task<GrainState<SiteKeyState>> ReadRecordAsync()
    {
        var record = new GrainState<SiteKeyState>();
        await storage.ReadStateAsync(StateName, Record, record);
        return record;
    }
}

/// <summary>Which key the images of this database are under.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.SiteKeyState")]
public sealed record SiteKeyState
{
    /// <summary><see cref="SiteKey.KeyId"/>; <see langword="null"/> until a silo says its key.</summary>
    [Id(0)] public string? KeyId { get; init; }
}
