using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace PathoChain.Cluster.Tests;

/// <summary>Sites that share a database, a chain and a folder of encrypted blocks, each with a process of its own.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _data = new();
    private readonly string _name = $"{Guid.NewGuid():N}";
    private readonly List<ApiProcess> _silos = [];
    private Devnet _devnet = null!;

    public static async Task<SiloCluster> StartAsync()
    {
        var cluster = new SiloCluster();
        cluster._devnet = await Devnet.StartAsync();
        return cluster;
    }

    /// <summary>Starts the process of a site, which becomes a member.</summary>
    /// <param name="site">Its name.</param>
    /// <param name="accelerator">What it says that it has.</param>
    /// <param name="candidates">Folder of its models on trial.</param>
    /// <param name="data">Its data folder where that is another than the one that the sites share.</param>
    public async Task<ApiProcess> JoinAsync(string site, string accelerator = "cpu", string candidates = "none", string? data = null)
    {
        var silo = new ApiProcess(_devnet, data ?? _data.Path)
        {
            Settings = new Dictionary<string, string>
            {
                ["Cluster:Site"] = site,
                ["Cluster:Accelerator"] = accelerator,
                ["Models:CandidateDirectory"] = candidates,
            },
            Member = ClusterSettings.Of(_name),
        };
        _silos.Add(silo);
        await silo.StartAsync();
        return silo;
    }

    public Task RegisterAsync(JsonElement image) => Wallet.RegisterAsync(_devnet, image);

    /// <summary>Spoils every encrypted image.</summary>
    public async Task DamageBlocksAsync()
    {
        foreach (var block in Directory.EnumerateFiles(_data.File("blocks"), "*", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(block, "damaged");
        }
    }

    /// <summary>Waits until a silo says <paramref name="words"/> of its cluster.</summary>
    public static async Task WaitForAsync(ApiProcess silo, string words)
    {
        using var http = new HttpClient { BaseAddress = silo.BaseAddress };
        var started = Stopwatch.GetTimestamp();
        for (var said = ""; !said.Contains(words, StringComparison.Ordinal); await Task.Delay(200))
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Limit, "the cluster should be \"{0}\", but is \"{1}\"", words, said);
            var health = await http.GetFromJsonAsync<JsonElement>("/health/ready");
            said = health.GetProperty("checks").GetProperty("cluster").GetProperty("description").GetString() ?? "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await _devnet.DisposeAsync();
        _data.Dispose();
    }
}
