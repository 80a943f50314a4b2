using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.TestingHost;
using PathoChain.Silo;

namespace PathoChain.Grains.Tests;

/// <summary>The one silo of a <see cref="GrainCluster"/>, on the embedded runtime.</summary>
internal sealed class HostedSilo(Action<IHostApplicationBuilder> configure) : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster = new InProcessTestClusterBuilder(1).ConfigureHost(configure).Build();

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    public Task StartAsync() => _cluster.DeployAsync();

    public async Task KillAndRestartAsync()
    {
        await _cluster.KillSiloAsync(_cluster.Silos[0]);
        await _cluster.StartAdditionalSiloAsync();
    }

    public Task DeactivateAsync(IAddressable grain) => _cluster.DeactivateAsync(grain);

    public Task<IReadOnlyList<string>> RemindersOfAsync(IAddressable grain)
    {
        var file = Services.GetRequiredService<IOptions<DataOptions>>().Value.DatabaseFile;
        using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var query = database.CreateCommand();
        query.CommandText = "SELECT name FROM reminder WHERE grain_key = $key";
        query.Parameters.AddWithValue("$key", grain.GetPrimaryKeyString());
        using var rows = query.ExecuteReader();
        return Task.FromResult<IReadOnlyList<string>>([.. rows.Cast<IDataRecord>().Select(row => row.GetString(0))]);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
