namespace PathoChain.Inference;

/// <summary>Waits for a slot and then holds it.</summary>
internal sealed class QueuedEntry(InferenceQueue queue) : QueuedRun(queue), IDisposable
{
    private readonly TaskCompletionSource<IDisposable> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    public Task<IDisposable> Result => _result.Task;

    public override int Largest => 1;

    public override bool GoesWith(QueuedRun other) => false;

    public override void Execute()
    {
        EndWait();
        _result.SetResult(this);
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isOver, true))
        {
            Queue.Next();
        }
    }

    protected override void Fail(Exception exception) => _result.SetException(exception);
}
