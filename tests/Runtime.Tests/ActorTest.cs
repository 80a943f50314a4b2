using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using PathoChain.Runtime.Tests.Stores;

namespace PathoChain.Runtime.Tests;

/// <summary>A test with a silo of its own. Only the clocks of grains, reminders and idleness are the test's; call timeouts are real.</summary>
public abstract class ActorTest : IAsyncLifetime
{
    protected const string StorageName = "store";

    private readonly Store _store = new();

    protected Probe Probe { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected InProcessTestCluster Cluster { get; private set; } = null!;

    protected virtual TimeSpan ResponseTimeout => TimeSpan.FromSeconds(30);

    public async Task InitializeAsync() => Cluster = await StartClusterAsync();

    public virtual async Task DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
        _store.Dispose();
    }

    protected TGrain Grain<TGrain>(string key = "one")
        where TGrain : IGrainWithStringKey => Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<TGrain>(key);

    /// <summary>A silo on this test's store, probe and clock.</summary>
    protected async Task<InProcessTestCluster> StartClusterAsync()
    {
        var cluster = new InProcessTestClusterBuilder(1).ConfigureSilo((_, silo) =>
        {
            _store.AddTo(silo, StorageName);
            silo.Services.AddSingleton(Probe);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.Grains", Time);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.Reminders", Time);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.ActivationManagement", Time);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                FaultyStorage.Name, (services, _) => new FaultyStorage(services.GetRequiredKeyedService<IGrainStorage>(StorageName), Probe));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        }).Build();
        await cluster.DeployAsync();
        return cluster;
    }

    /// <summary>The silo dies without a goodbye and another one starts on the same store.</summary>
    protected async Task CrashAsync()
    {
        await Cluster.KillSiloAsync(Cluster.Silos[0]);
        await Cluster.StartAdditionalSiloAsync();
    }
}
