using System.Collections.ObjectModel;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A cluster of one silo in this process. Its client, and references made by it, outlive the silo: after a restart they reach the new one.</summary>
public sealed class InProcessTestCluster : IAsyncDisposable, IDisposable
{
    private readonly CurrentSilo _current = new();
    private readonly List<InProcessSiloHandle> _silos = [];

    internal InProcessTestCluster(InProcessTestClusterOptions options)
    {
        Options = options;
        Client = new GrainFactory(_current, _current);
    }

    /// <summary>How the silo is made.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>Calls the silo's grains.</summary>
    public IClusterClient Client { get; }

    /// <summary>The running silo, or none.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.AsReadOnly();

    /// <summary>Starts the silo.</summary>
    /// <exception cref="InvalidOperationException">It runs.</exception>
    public Task DeployAsync() => StartAdditionalSiloAsync();

    /// <summary>Starts the silo after it was stopped or killed.</summary>
    /// <exception cref="InvalidOperationException">It runs.</exception>
    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        if (_silos.Count > 0)
        {
            throw new InvalidOperationException("The silo runs, and there is only one: this runtime is no cluster.");
        }

        var silo = new InProcessTestSiloSpecificOptions { SiloName = "Silo_0" };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = silo.SiloName });
        foreach (var configure in Options.SiloHostConfigurationDelegates)
        {
            configure(silo, builder);
        }

        var host = builder.Build();
        await host.StartAsync();
        var handle = new InProcessSiloHandle { Name = silo.SiloName, SiloHost = host };
        _silos.Add(handle);
        _current.Use(host);
        return handle;
    }

    /// <summary>Stops the silo: every grain is deactivated.</summary>
    public Task StopSiloAsync(InProcessSiloHandle instance) => EndAsync(instance, gracefully: true);

    /// <summary>Ends the silo as a crash does: no grain is deactivated, calls under way fail, and what a grain writes afterwards is refused.</summary>
    public Task KillSiloAsync(InProcessSiloHandle instance) => EndAsync(instance, gracefully: false);

    /// <summary>Stops the silo and starts it anew.</summary>
    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        await StopSiloAsync(instance);
        return await StartAdditionalSiloAsync();
    }

    /// <summary>Stops the silo if it runs.</summary>
    public async Task StopAllSilosAsync()
    {
        foreach (var silo in _silos.ToArray())
        {
            await StopSiloAsync(silo);
        }
    }

    /// <summary>Deactivates a grain and waits until it is gone; at once if it is not active.</summary>
    public async Task DeactivateAsync(IAddressable grain)
    {
        foreach (var activation in _current.Catalog.Of(grain.GetGrainId()))
        {
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateAsync)} was called."));
            await activation.Deactivated;
        }
    }

    /// <summary>Waits until a grain is gone; at once if it is not active.</summary>
    public Task WaitForDeactivationAsync(IAddressable grain) =>
        Task.WhenAll(_current.Catalog.Of(grain.GetGrainId()).Select(activation => activation.Deactivated));

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync() => await StopAllSilosAsync();

    private async Task EndAsync(InProcessSiloHandle silo, bool gracefully)
    {
        _silos.Remove(silo);
        await silo.StopSiloAsync(gracefully);
        await silo.DisposeAsync();
    }
}
