using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using PathoChain.Content;
using PathoChain.Silo;

namespace PathoChain.Grains.Tests;

/// <summary>One database, one key: on the storage of a running silo, whose key is forgotten at first.</summary>
public sealed class SiteKeyStartTests(DevnetFixture chain) : IClassFixture<DevnetFixture>, IDisposable
{
    private static readonly GrainId KeyRecord = GrainId.Create("site-key", SiteNames.Default);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Of_silos_that_start_at_once_in_folders_of_their_own_one_names_its_key_and_the_others_are_refused()
    {
        await using var cluster = await StartAsync();
        var storage = await ForgetAsync(cluster);
        var starts = Enumerable.Range(0, 8).Select(number => Start(storage, $"{number}")).ToList();

        var ends = await Task.WhenAll(starts.Select(ErrorOf));

        ends.Count(error => error is null).Should().Be(1);
        var key = starts[Array.IndexOf(ends, null)].Key.KeyId;
        ends.OfType<Exception>().Should().HaveCount(7).And.AllSatisfy(error => error.Should().BeOfType<SiteKeyException>().Which.Message.Should().Contain($"but images are under key {key}"));
    }

    [Fact]
    public async Task The_key_of_a_folder_of_an_earlier_version_is_taken_over()
    {
        await using var cluster = await StartAsync();
        var storage = await ForgetAsync(cluster);
        _folder.Write("old/blocks/an-image");
        var key = SiteKey.LoadOrCreate(_folder.File("old/site.key"));

        var start = Start(storage, "old");
        await start.StartAsync(default);

        start.Key.KeyId.Should().Be(key.KeyId);
        (await ErrorOf(Start(storage, "new"))).Should().BeOfType<SiteKeyException>().Which.Message.Should().Contain($"is missing, but images are under key {key.KeyId}");
        File.Exists(_folder.File("new/site.key")).Should().BeFalse();
    }

    [Fact]
    public async Task Beside_images_no_key_is_made()
    {
        await using var cluster = await StartAsync();
        var storage = await ForgetAsync(cluster);
        _folder.Write("lost/blocks/an-image");

        (await ErrorOf(Start(storage, "lost"))).Should().BeOfType<SiteKeyException>().Which.Message.Should().Contain("holds images that only it opens");

        File.Exists(_folder.File("lost/site.key")).Should().BeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IGrainStorage> ForgetAsync(GrainCluster cluster)
    {
        var storage = cluster.Service<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>(StorageNames.Grains);
        var record = new GrainState<SiteKeyState>();
        await storage.ReadStateAsync("key", KeyRecord, record);
        record.State!.KeyId.Should().HaveLength(16, "the silo named its key when it started");
        await storage.ClearStateAsync("key", KeyRecord, record);
        return storage;
    }

    private static async Task<Exception?> ErrorOf(SiteKeyStart start) => await Record.ExceptionAsync(() => start.StartAsync(default));

    private SiteKeyStart Start(IGrainStorage storage, string folder) => new(Options.Create(new DataOptions { Directory = _folder.File(folder) }), storage);

    private Task<GrainCluster> StartAsync() => GrainCluster.StartAsync(chain.Devnet);
}
