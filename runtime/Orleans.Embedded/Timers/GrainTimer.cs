using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Turns clock ticks into turns of its activation. The period counts from the end of a tick, so ticks never pile up.</summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _gate = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _clock;
    private (TimeSpan DueTime, TimeSpan Period) _schedule;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(
        Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options, TimeProvider time, ILogger logger)
    {
        (_activation, _callback, _options, _logger) = (activation, callback, options, logger);
        using (ExecutionContext.SuppressFlow())
        {
            _clock = time.CreateTimer(_ => Fire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Change(options.DueTime, options.Period);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, nameof(dueTime));
        Validate(period, nameof(period));
        lock (_gate)
        {
            _schedule = (dueTime, period);
            _changed = true;
            if (!_ticking)
            {
                _clock.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
            {
                return;
            }

            _clock.Dispose();
        }

        _activation.Forget(this);
        _disposed.Cancel();
    }

    private static void Validate(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, name);
        }
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_ticking || _disposed.IsCancellationRequested)
            {
                return;
            }

            _ticking = true;
            _changed = false;
        }

        _activation.Enqueue(new TimerTurn(TickAsync, _options));
    }

    private async Task TickAsync()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await _callback(_disposed.Token);
        }
        catch (Exception exception)
        {
            LogFailed(_logger, exception, _activation.GrainId);
            _activation.AfterFailure(exception);
        }
        finally
        {
            Rearm();
        }
    }

    private void Rearm()
    {
        lock (_gate)
        {
            _ticking = false;
            if (!_disposed.IsCancellationRequested)
            {
                _clock.Change(_changed ? _schedule.DueTime : _schedule.Period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of {Grain} failed; it goes on")]
    private static partial void LogFailed(ILogger logger, Exception exception, GrainId grain);
}
