using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Reminders of a grain.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Has <see cref="IRemindable.ReceiveReminder"/> called after <paramref name="dueTime"/> and then every <paramref name="period"/>, across restarts, until it is unregistered.</summary>
    /// <exception cref="ArgumentException">The period is under 1 min, or the grain is not <see cref="IRemindable"/>.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        if (grain is not IRemindable)
        {
            throw new InvalidOperationException($"{grain?.GetType()} registers a reminder but is not {nameof(IRemindable)}.");
        }

        return Service(grain).RegisterOrUpdateAsync(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <summary>Stops a reminder for good.</summary>
    /// <exception cref="ReminderException">It was changed or removed since it was read.</exception>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => Service(grain).UnregisterAsync(reminder);

    /// <summary>The reminder of this name, or <see langword="null"/>.</summary>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        Service(grain).GetAsync(grain.GrainContext.GrainId, reminderName);

    private static ReminderService Service(IGrainBase grain) => grain.GrainContext.ActivationServices.GetService<ReminderService>()
        ?? throw new InvalidOperationException("Reminders have no store: call UseSqliteReminderService on the silo builder.");
}
