using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Where reminders are kept.</summary>
internal interface IReminderStore
{
    Task<IReadOnlyList<Reminder>> ReadAllAsync();

    Task<Reminder?> ReadAsync(GrainId grainId, string name);

    /// <summary>Adds a reminder, or replaces the one of the same grain and name.</summary>
    Task WriteAsync(Reminder reminder);

    /// <summary>False if it is not there, or was registered anew since it was read.</summary>
    Task<bool> RemoveAsync(Reminder reminder);
}
