using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Carries calls to whichever silo runs now.</summary>
internal sealed class CurrentSilo : IGrainTransport, IServiceProvider
{
    private IHost? _host;
    private Catalog? _catalog;

    public GrainClasses Classes => Catalog.Classes;

    /// <exception cref="InvalidOperationException">No silo was started yet.</exception>
    public Catalog Catalog => _catalog ?? throw new InvalidOperationException("The cluster was not deployed.");

    /// <summary>Sends calls to the silo of this host from now on.</summary>
    public void Use(IHost host) => (_host, _catalog) = (host, host.Services.GetRequiredService<Catalog>());

    public Task<object?> CallAsync(GrainCall call) => Catalog.CallAsync(call);

    public object? GetService(Type serviceType) => (_host ?? throw new InvalidOperationException("The cluster was not deployed.")).Services.GetService(serviceType);
}
