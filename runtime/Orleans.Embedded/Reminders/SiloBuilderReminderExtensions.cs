using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Reminders;

namespace Orleans.Hosting;

/// <summary>Adds reminders to a silo.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Adds the service that calls grains when their reminders are due. The store is chosen apart.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton<ReminderService>();
        return builder;
    }
}
