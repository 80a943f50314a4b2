using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo that a test cluster has started.</summary>
public class InProcessSiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>Its host.</summary>
    public IHost SiloHost { get; init; } = null!;

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Services of its host.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <summary>Whether it still runs.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>Stops it: deactivating all grains, or as in a crash.</summary>
    public async Task StopSiloAsync(bool stopGracefully)
    {
        if (IsActive)
        {
            IsActive = false;
            await SiloHost.StopAsync(new CancellationToken(canceled: !stopGracefully));
        }
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopSiloAsync(stopGracefully: true);
        SiloHost.Dispose();
    }
}
