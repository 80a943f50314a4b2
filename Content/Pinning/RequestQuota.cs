using System.Threading.RateLimiting;

namespace PathoChain.Content;

/// <summary>Requests that a service may be sent in any window of time; what comes beyond them waits its turn, for no longer than the window. Thread-safe.</summary>
/// <param name="requests">How many, at least 1.</param>
/// <param name="window">In how long.</param>
internal sealed class RequestQuota(int requests, TimeSpan window) : IDisposable
{
    // As many may wait as the window has, so that the last one's turn comes within it.
    private readonly SlidingWindowRateLimiter _limiter = new(new() { PermitLimit = requests, QueueLimit = requests, Window = window, SegmentsPerWindow = 60 });

    /// <summary>Waits until one more request may be sent.</summary>
    /// <returns><see langword="null"/> then; at once, after how long to try again, if too many wait already.</returns>
    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(cancellationToken: cancellationToken);
        return lease.IsAcquired ? null : window;
    }

    public void Dispose() => _limiter.Dispose();
}
