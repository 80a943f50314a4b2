namespace Orleans.Runtime;

/// <summary>A reminder of a grain, which outlives the activation and the process.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique within the grain.</summary>
    string ReminderName { get; }
}
