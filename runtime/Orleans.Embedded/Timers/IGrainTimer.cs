namespace Orleans.Runtime;

/// <summary>A timer of one activation; ends with it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts anew. Called from the timer's own callback, it takes effect when that is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or too long for a timer (about 49 days).</exception>
    void Change(TimeSpan dueTime, TimeSpan period);
}
