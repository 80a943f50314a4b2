namespace PathoChain.Inference;

/// <summary>
/// Bounds how much runs at once, and how much waits for it. Each run is a work item of the thread pool; what waits holds no thread.
/// </summary>
/// <param name="slots">Runs at once, at least 1; as many as there are cores is right on a CPU.</param>
/// <param name="length">Most runs that wait in a lane; beyond it they are shed.</param>
/// <param name="longestWait">Longest that a run waits before it is shed; 8 s if not given: with what an <see cref="ImageGate"/> adds, below the 30 s after which a grain call times out.</param>
public sealed class InferenceQueue(int slots, int length, TimeSpan? longestWait = null)
{
    /// <summary>Longest wait, if no other is given.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly TimeSpan _longestWait = longestWait ?? LongestWait;
    private readonly Lock _gate = new();
    private readonly LaneQueue<QueuedRun> _waiting = new(length);
    private int _free = slots;

    /// <summary>Runs that wait in a lane.</summary>
    public int Waiting(Lane lane)
    {
        lock (_gate)
        {
            return _waiting.Count(lane);
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the thread pool: at once if a slot is free, else in its turn, and then together with what waits for the same work.
    /// </summary>
    /// <exception cref="InferenceBusyException">The lane is full, or the wait was too long.</exception>
    internal Task<TResult> RunAsync<TInput, TResult>(BatchWork<TInput, TResult> work, TInput input, Lane lane, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        var run = new QueuedRun<TInput, TResult>(this, work, input);
        if (TakesSlot(run, lane, cancellationToken))
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
        }

        return run.Result;
    }

    /// <summary>A slot for whatever the caller does, at once if one is free, else in its turn; it goes on when it is disposed.</summary>
    /// <exception cref="InferenceBusyException">The lane is full, or the wait was too long.</exception>
    internal Task<IDisposable> EnterAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IDisposable>(cancellationToken);
        }

        var entry = new QueuedEntry(this);
        if (TakesSlot(entry, lane, cancellationToken))
        {
            entry.Execute();
        }

        return entry.Result;
    }

    /// <summary>Gives up a place; false if its turn has come.</summary>
    internal bool Leave(LinkedListNode<QueuedRun> place)
    {
        lock (_gate)
        {
            return LaneQueue<QueuedRun>.Leave(place);
        }
    }

    /// <summary>A run has ended: its slot goes to the next in turn.</summary>
    internal void Next()
    {
        QueuedRun? next;
        lock (_gate)
        {
            if (!_waiting.TryTake(out next))
            {
                _free++;
                return;
            }

            if (next.Largest > 1)
            {
                next.Together = _waiting.TakeMore(next.GoesWith, next.Largest - 1);
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
    }

    internal InferenceBusyException WaitedTooLong() => new(
        $"The classifier is busy: a run waited {_longestWait.TotalSeconds:0.#} s in vain. Try again later.");

    /// <summary>Whether a slot is free, which is then taken; else the run waits.</summary>
    private bool TakesSlot(QueuedRun run, Lane lane, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return true;
            }

            run.Place = _waiting.TryAdd(lane, run) ?? throw Busy(lane);
            run.LimitWait(_longestWait, cancellationToken);
            return false;
        }
    }

    private InferenceBusyException Busy(Lane lane) => new(
        $"The classifier is busy: {length} runs wait in the {(lane is Lane.Stat ? "STAT" : "routine")} lane, the most that may. Try again later.");
}
