using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer fires and how its callback runs.</summary>
public readonly struct GrainTimerCreationOptions
{
    public GrainTimerCreationOptions()
    {
    }

    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) => (DueTime, Period) = (dueTime, period);

    /// <summary>Time to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for none until <see cref="IGrainTimer.Change"/>.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of one tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for a single tick.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Ticks start between the awaits of whatever runs, instead of waiting for its end.</summary>
    public bool Interleave { get; init; }

    /// <summary>A tick counts as activity, so that an activation with this timer does not become idle.</summary>
    public bool KeepAlive { get; init; }
}
