namespace Orleans.Runtime;

/// <summary>A call of a grain on its way to an activation, and the reply on its way back.</summary>
internal sealed class GrainCall(GrainId grainId, GrainMethod method, object?[]? arguments) : Turn
{
    // Replies must not run the caller's code inside the callee's turn.
    private readonly TaskCompletionSource<object?> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abandoned;
    private object? _result;
    private Exception? _failure;

    public GrainId GrainId => grainId;

    /// <summary>The grain class has said that all its calls interleave.</summary>
    public bool IsReentrant { get; set; }

    public override bool Interleaves => IsReentrant || method.AlwaysInterleaves;

    public override bool IsReadOnly => method.IsReadOnly;

    public override bool KeepsAlive => true;

    public override bool IsAbandoned => _abandoned;

    /// <summary>The grain's answer or exception.</summary>
    /// <exception cref="TimeoutException">There was none in time. A call that has not started by then never will.</exception>
    public async Task<object?> ReplyAsync(TimeSpan timeout, TimeProvider time)
    {
        try
        {
            return await _reply.Task.WaitAsync(timeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!_reply.Task.IsCompleted)
        {
            _abandoned = true;
            throw new TimeoutException($"{grainId} did not answer {method.Name} within {timeout}.");
        }
    }

    public override void Displaced(Catalog catalog) => catalog.Send(this);

    public override void Fail(Exception reason) => _reply.TrySetException(reason);

    protected override async Task RunAsync(Activation activation)
    {
        try
        {
            _result = await method.InvokeAsync(activation.GrainInstance!, arguments);
        }
        catch (Exception exception)
        {
            activation.AfterFailure(exception);
            _failure = exception;
        }
    }

    protected override void Ended()
    {
        if (_failure is null)
        {
            _reply.TrySetResult(_result);
        }
        else
        {
            _reply.TrySetException(_failure);
        }
    }
}
