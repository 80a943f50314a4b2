using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that reminders can call.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder is due. A tick may repeat or go missing; one that fails is logged and not repeated before the next.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
