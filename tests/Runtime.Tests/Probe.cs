using System.Collections.Concurrent;

namespace PathoChain.Runtime.Tests;

/// <summary>Test and grains meet here: grains say where they are and wait at gates that the test opens.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _points = new();

    /// <summary>What happened, in order.</summary>
    public ConcurrentQueue<string> Journal { get; } = new();

    public bool WritesFail { get; set; }

    public int ActivationsToFail { get; set; }

    /// <summary>Notes that something happened, and lets go whoever waits for it.</summary>
    public void Mark(string happening)
    {
        Journal.Enqueue(happening);
        Point(happening).TrySetResult();
    }

    /// <summary>Waits until something has happened; fails if it does not.</summary>
    public Task Happened(string happening) => Point(happening).Task.WaitAsync(Patience);

    public bool HasHappened(string happening) => Point(happening).Task.IsCompleted;

    /// <summary>Opens a gate for good.</summary>
    public void Open(string gate) => Point($"gate {gate}").TrySetResult();

    /// <summary>Waits at a gate.</summary>
    public Task Pass(string gate) => Point($"gate {gate}").Task;

    private TaskCompletionSource Point(string name) =>
        _points.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
