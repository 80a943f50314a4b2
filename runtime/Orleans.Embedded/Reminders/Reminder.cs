using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>A reminder as it is stored.</summary>
/// <param name="GrainId">Whom it calls.</param>
/// <param name="ReminderName">Its name, unique within the grain.</param>
/// <param name="StartAt">First tick, UTC.</param>
/// <param name="Period">Time between ticks.</param>
/// <param name="ETag">Changes with each registration.</param>
internal sealed record Reminder(GrainId GrainId, string ReminderName, DateTime StartAt, TimeSpan Period, string ETag) : IGrainReminder
{
    /// <summary>The first tick after <paramref name="now"/>. Ticks that fell into a time without a silo are not made up for.</summary>
    public DateTime NextAfter(DateTime now) => now < StartAt ? StartAt : now + Period - new TimeSpan((now - StartAt).Ticks % Period.Ticks);
}
