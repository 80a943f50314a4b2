namespace PathoChain.Inference;

/// <summary>What is done with inputs, one or several at once.</summary>
/// <param name="Run">Gives a result for each input, in their order.</param>
/// <param name="Largest">Most inputs of a run.</param>
internal sealed record BatchWork<TInput, TResult>(Func<IReadOnlyList<TInput>, IReadOnlyList<TResult>> Run, int Largest);

/// <summary>What waits in an <see cref="InferenceQueue"/> for a slot.</summary>
internal abstract class QueuedRun(InferenceQueue queue) : IThreadPoolWorkItem
{
    private CancellationTokenSource? _patience;

    /// <summary>Its place while it waits.</summary>
    public LinkedListNode<QueuedRun>? Place { get; set; }

    /// <summary>Others that are run with it.</summary>
    public IReadOnlyList<QueuedRun> Together { get; set; } = [];

    /// <summary>Most that are run at once, itself included.</summary>
    public abstract int Largest { get; }

    protected InferenceQueue Queue => queue;

    /// <summary>Whether <paramref name="other"/> waits for the same work.</summary>
    public abstract bool GoesWith(QueuedRun other);

    /// <summary>Its turn has come.</summary>
    public abstract void Execute();

    /// <summary>Has it leave its place when the caller gives up or when it has waited too long.</summary>
    public void LimitWait(TimeSpan longest, CancellationToken cancellationToken)
    {
        _patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _patience.Token.UnsafeRegister(_ => GiveUp(cancellationToken), null);
        _patience.CancelAfter(longest);
    }

    /// <summary>It waits no more.</summary>
    protected void EndWait() => _patience?.Dispose();

    /// <summary>Its turn will not come.</summary>
    protected abstract void Fail(Exception exception);

    private void GiveUp(CancellationToken cancellationToken)
    {
        if (queue.Leave(Place!))
        {
            Fail(cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : queue.WaitedTooLong());
        }
    }
}

/// <summary>An input that waits, and its run.</summary>
internal sealed class QueuedRun<TInput, TResult>(InferenceQueue queue, BatchWork<TInput, TResult> work, TInput input) : QueuedRun(queue)
{
    // One that listens to a lone run may go on on its thread, which spares a change of threads; several would wait for each other.
    private readonly TaskCompletionSource<TResult> _result =
        new(work.Largest > 1 ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    public Task<TResult> Result => _result.Task;

    public override int Largest => work.Largest;

    private BatchWork<TInput, TResult> Work => work;

    private TInput Input => input;

    public override bool GoesWith(QueuedRun other) => other is QueuedRun<TInput, TResult> run && ReferenceEquals(run.Work, work);

    public override void Execute()
    {
        QueuedRun<TInput, TResult>[] runs = [this, .. Together.Cast<QueuedRun<TInput, TResult>>()];
        IReadOnlyList<TResult> results = [];
        Exception? failure = null;
        try
        {
            results = work.Run([.. runs.Select(run => run.Input)]);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        // The slot goes on first: whoever hears of a result may use this thread for long.
        Queue.Next();
        for (var at = 0; at < runs.Length; at++)
        {
            runs[at].End(failure is null ? results[at] : default, failure);
        }
    }

    protected override void Fail(Exception exception) => _result.SetException(exception);

    private void End(TResult? result, Exception? failure)
    {
        EndWait();
        if (failure is null)
        {
            _result.SetResult(result!);
        }
        else
        {
            _result.SetException(failure);
        }
    }
}
