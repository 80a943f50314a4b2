namespace PathoChain.Inference;

/// <summary>Bounds how much CNN work runs at once in a process; the rest waits its turn without holding a thread.</summary>
/// <param name="count">Runs at once, at least 1; as many as there are cores is right on a CPU.</param>
public sealed class InferenceSlots(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>Runs <paramref name="work"/> on the caller's thread once a slot is free.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
