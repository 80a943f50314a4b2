using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain can ask of its runtime.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Calls <paramref name="callback"/> as a turn of this activation until the timer is disposed or the activation ends. What it throws is logged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or too long for a timer (about 49 days).</exception>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain).StartTimer(callback, options);
    }

    /// <summary>Calls <paramref name="callback"/> as a turn of this activation, first after <paramref name="dueTime"/> and then every <paramref name="period"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or too long for a timer (about 49 days).</exception>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));
}
