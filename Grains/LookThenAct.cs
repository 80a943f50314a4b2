using Orleans.Storage;

namespace PathoChain.Grains;

/// <summary>
/// Work of a grain in rounds: it looks outside in an interleaved tick, so that a node that hangs holds up no call, and then acts on what it saw in a turn of
/// its own, so that writes never overlap those of calls. A round that fails is repeated with back-off.
/// </summary>
/// <typeparam name="T">What is seen.</typeparam>
internal sealed class LookThenAct<T>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Func<CancellationToken, Task<T>> _look;
    private readonly Func<T, Task<TimeSpan>> _act;
    private readonly Action<Exception> _failed;
    private readonly TimeSpan _interval;
    private readonly IGrainTimer _looking;
    private readonly IGrainTimer _acting;
    private T _seen = default!;
    private bool _inRound;
    private bool _isWoken;
    private int _failures;

    /// <param name="grain">Whose work it is.</param>
    /// <param name="interval">Wait after the first failure.</param>
    /// <param name="look">Reads and calls others; must not change the grain's state.</param>
    /// <param name="act">Changes the state; the answer is the time to the next round, or an infinite one.</param>
    /// <param name="failed">Is told why a round failed.</param>
    public LookThenAct(IGrainBase grain, TimeSpan interval, Func<CancellationToken, Task<T>> look, Func<T, Task<TimeSpan>> act, Action<Exception> failed)
    {
        (_interval, _look, _act, _failed) = (interval, look, act, failed);
        var idle = new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true };
        _looking = grain.RegisterGrainTimer(LookAsync, idle with { Interleave = true });
        _acting = grain.RegisterGrainTimer(ActAsync, idle);
    }

    /// <summary>Has a round begin at once, or right after the one that is under way.</summary>
    public void Wake()
    {
        _isWoken = true;
        if (!_inRound)
        {
            Next(TimeSpan.Zero);
        }
    }

    /// <summary>How long to wait after a round that failed, counting it.</summary>
    public TimeSpan BackOff()
    {
        var wait = _interval * Math.Pow(2, Math.Min(_failures++, 10));
        return wait < LongestWait ? wait : LongestWait;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        (_inRound, _isWoken) = (true, false);
        try
        {
            _seen = await _look(cancellationToken);
            _acting.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The grain ends, and its next activation begins anew.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(exception);
        }
    }

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        try
        {
            var failures = _failures;
            var wait = await _act(_seen);
            _failures = _failures == failures ? 0 : _failures;
            _inRound = false;
            Next(_isWoken ? TimeSpan.Zero : wait);
        }
        catch (Exception exception) when (exception is not InconsistentStateException && !cancellationToken.IsCancellationRequested)
        {
            Failed(exception);
        }
    }

    private void Failed(Exception exception)
    {
        _failed(exception);
        _inRound = false;
        Next(BackOff());
    }

    private void Next(TimeSpan due) => _looking.Change(due, Timeout.InfiniteTimeSpan);
}
