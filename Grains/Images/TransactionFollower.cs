using PathoChain.Registry;
using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Images;

/// <summary>
/// Looks at one image's transaction. A problem counts only if a second look finds it again and the registry's events were read to the head in between:
/// what the image was not told of by then is not on the chain, so a transaction that was sped up, or a digest that was registered from elsewhere, never
/// passes for a failure.
/// </summary>
internal sealed class TransactionFollower(
    TransactionReader reader, IRegistryWatcherGrain watcher, TimeSpan dropAfter, TimeProvider time)
{
    private (Hash32 Transaction, TransactionFate Fate, DateTimeOffset At)? _suspicion;

    public async Task<TransactionLook> LookAsync(TrackedTransaction tracked, Hash32 digest, CancellationToken cancellationToken)
    {
        var pending = tracked.ToPending();
        var seen = await reader.ObserveAsync(pending, cancellationToken);
        var now = time.GetUtcNow();
        var known = pending.After(seen, now);
        var verdict = TransactionTracker.Judge(known, seen, digest, now, dropAfter);
        if (verdict.Fate is TransactionFate.Open)
        {
            _suspicion = null;
            return new(known, verdict, Head: -1);
        }

        var chain = await watcher.GetAsync();
        if (_suspicion is { } earlier && earlier.Transaction == known.Hash && earlier.Fate == verdict.Fate)
        {
            return new(known, chain.FollowedAt >= earlier.At ? verdict : null, chain.Head);
        }

        _suspicion = (known.Hash, verdict.Fate, now);
        return new(known, Verdict: null, chain.Head);
    }
}

/// <summary>What one look taught.</summary>
/// <param name="Known">What is known of the transaction now.</param>
/// <param name="Verdict">What became of it; <see langword="null"/> while that is not sure.</param>
/// <param name="Head">Newest block, where there is or may be a problem.</param>
internal sealed record TransactionLook(PendingTransaction Known, TransactionVerdict? Verdict, long Head);
