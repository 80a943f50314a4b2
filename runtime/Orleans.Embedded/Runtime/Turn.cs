using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>One piece of work of an activation, from its start through its awaits to its end.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A task whose wait handle nobody asks for holds nothing to dispose of.")]
internal abstract class Turn
{
    private readonly Task<Task> _work;
    private Activation? _activation;

    // A task captures the execution context where it is made, so a turn that waits still runs under its caller's trace.
    protected Turn() => _work = new Task<Task>(RunAsync);

    /// <summary>Starts between the awaits of whatever runs.</summary>
    public abstract bool Interleaves { get; }

    /// <summary>Interleaves with turns that are read-only too.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Counts as activity of the activation.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Nobody waits for it any more, so it need not start.</summary>
    public virtual bool IsAbandoned => false;

    /// <summary>Starts on the activation's scheduler, which runs everything of the activation one after the other.</summary>
    public void Start(Activation activation)
    {
        _activation = activation;
        _work.Start(activation.Scheduler);
    }

    /// <summary>The activation ended before the turn started: on to the next activation.</summary>
    public abstract void Displaced(Catalog catalog);

    /// <summary>The activation never became ready, or the silo is gone.</summary>
    public abstract void Fail(Exception reason);

    /// <summary>The work. It handles its own failures.</summary>
    protected abstract Task RunAsync(Activation activation);

    /// <summary>Runs when the activation is free for the next turn.</summary>
    protected virtual void Ended()
    {
    }

    private async Task RunAsync()
    {
        await RunAsync(_activation!);
        _activation!.Finished(this);
        Ended();
    }
}
