namespace Orleans.Runtime;

/// <summary>The timers of an activation, which end with it.</summary>
internal sealed partial class Activation
{
    private readonly HashSet<GrainTimer> _timers = [];

    /// <summary>Starts a timer whose ticks are turns of this activation.</summary>
    public GrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options, _silo.GrainTime, _logger);
        lock (_gate)
        {
            if (_phase is not Phase.Gone)
            {
                _timers.Add(timer);
                return timer;
            }
        }

        timer.Dispose();
        return timer;
    }

    /// <summary>A timer was disposed.</summary>
    public void Forget(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private void StopTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}
