namespace PathoChain.Inference;

/// <summary>
/// Bounds how many runs of a process have their image decoded, or their input in hand, at once, since an image may take 120 MB: what waits for more, in lanes
/// as those of <see cref="InferenceQueue"/>, holds no pixels. What has a place finds room in the queue.
/// </summary>
/// <param name="places">Runs at once that have their image; enough that no core waits for a decoder.</param>
/// <param name="length">Most runs that wait in a lane; beyond it they are shed.</param>
public sealed class ImageGate(int places, int length)
{
    /// <summary>Longest wait: most of what a run may wait in all, as those that have their image are few.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(12);

    private readonly InferenceQueue _queue = new(places, length, LongestWait);

    /// <summary>Runs at once that have their image: the most that may come to the queue.</summary>
    public int Places => places;

    /// <summary>Runs that wait in a lane.</summary>
    public int Waiting(Lane lane) => _queue.Waiting(lane);

    /// <summary>A place, which is held until it is disposed.</summary>
    /// <exception cref="InferenceBusyException">The lane is full, or the wait was too long.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<IDisposable> EnterAsync(Lane lane, CancellationToken cancellationToken) => _queue.EnterAsync(lane, cancellationToken);
}
