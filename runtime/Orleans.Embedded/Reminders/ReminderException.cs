namespace Orleans.Runtime;

/// <summary>A reminder is no longer what its holder thinks it is.</summary>
public sealed class ReminderException(string message) : OrleansException(message);
