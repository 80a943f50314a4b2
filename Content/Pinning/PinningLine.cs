namespace PathoChain.Content;

/// <summary>
/// The line before one pinning service: a few calls at once, however many images there are. What nobody waits for goes in another line than what somebody does,
/// and all of it waits while the service wants to be left alone. Thread-safe.
/// </summary>
internal sealed class PinningLine(IPinningService service, TimeProvider time) : IDisposable
{
    private const int CallsAtOnce = 4;

    private readonly SemaphoreSlim _background = new(CallsAtOnce);
    private readonly SemaphoreSlim _awaited = new(CallsAtOnce);
    private readonly Lock _lock = new();

    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private DateTimeOffset? _failingSince;

    /// <summary>Since when every call failed; <see langword="null"/> if the last one did not.</summary>
    public DateTimeOffset? FailingSince
    {
        get
        {
            lock (_lock)
            {
                return _failingSince;
            }
        }
    }

    /// <param name="isAwaited">Whether somebody waits for it.</param>
    /// <param name="ask">The call.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <exception cref="PinningException">The call failed, or the service wants to be left alone.</exception>
    public async Task AskAsync(bool isAwaited, Func<IPinningService, Task> ask, CancellationToken cancellationToken)
    {
        var gate = isAwaited ? _awaited : _background;
        await gate.WaitAsync(cancellationToken);
        try
        {
            ThrowIfLeftAlone();
            await ask(service);
            Note(failure: null);
        }
        catch (PinningException failure) when (failure.WasAsked)
        {
            Note(failure);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        (service as IDisposable)?.Dispose(); // the gates hold nothing, and calls may be under way
    }

    private void ThrowIfLeftAlone()
    {
        lock (_lock)
        {
            if (_notBefore - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
            {
                throw new PinningException($"{service.Name} wants to be left alone for {wait.TotalSeconds:0} s more.", wait) { WasAsked = false };
            }
        }
    }

    private void Note(PinningException? failure)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _failingSince = failure is null ? null : _failingSince ?? now;
            if (failure?.RetryAfter is { } wait && now + wait > _notBefore)
            {
                _notBefore = now + wait;
            }
        }
    }
}
