namespace Orleans.Reminders;

/// <summary>Key under which the reminders' clock is registered.</summary>
public static class ReminderTimeProviderNames
{
    /// <summary>Reminders.</summary>
    public const string Reminders = "Orleans.Reminders";
}
