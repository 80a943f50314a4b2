using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Core.Internal;

namespace PathoChain.Grains.Tests;

/// <summary>The one silo of a <see cref="GrainCluster"/>, on Orleans: hosted as the product hosts it, on a PostgreSQL server that all clusters of the process share.</summary>
internal sealed class HostedSilo(Action<IHostApplicationBuilder> configure) : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string> _member = ClusterSettings.OfItsOwn();

    private IHost? _host;

    public IServiceProvider Services => _host!.Services;

    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(_member!);
        configure(builder);
        builder.Services.AddSingleton<IFatalErrorHandler, Survivor>();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task KillAndRestartAsync()
    {
        await _host!.StopAsync(new CancellationToken(canceled: true)); // no activation is asked to end
        _host.Dispose();
        await StartAsync();
    }

    public async Task DeactivateAsync(IAddressable grain) =>
        await Services.GetRequiredService<IGrainFactory>().GetGrain<IGrainManagementExtension>(grain.GetGrainId()).DeactivateOnIdle();

    public async Task<IReadOnlyList<string>> RemindersOfAsync(IAddressable grain)
    {
        var rows = await Services.GetRequiredService<IReminderTable>().ReadRows(grain.GetGrainId());
        return [.. rows.Reminders.Select(reminder => reminder.ReminderName)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
    }

    /// <summary>A silo that learns that it was declared dead, as a killed one may, ends its process; here that would be the tests.</summary>
    private sealed class Survivor : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => true;

        public void OnFatalException(object? sender, string? context, Exception? exception)
        {
        }
    }
}
