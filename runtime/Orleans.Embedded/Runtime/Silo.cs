using Microsoft.Extensions.Hosting;
using Orleans.Reminders;

namespace Orleans.Runtime;

/// <summary>The silo as the host starts and stops it.</summary>
internal sealed class Silo(Catalog catalog, ActivationCollector collector, IEnumerable<ReminderService> reminders) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Open();
        collector.Start();
        foreach (var service in reminders)
        {
            await service.StartAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        collector.Dispose();
        foreach (var service in reminders)
        {
            await service.StopAsync();
        }

        await catalog.CloseAsync(cancellationToken);
    }
}
