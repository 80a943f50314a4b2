using Microsoft.Extensions.Logging;
using PathoChain.Content;

namespace PathoChain.Grains.Images;

/// <summary>Has the image copied to the pinning services, one after another, while the state says that it is due. Calls go on meanwhile.</summary>
internal sealed partial class ImageGrain
{
    /// <summary>Longest time that removing copies takes of a call.</summary>
    private static readonly TimeSpan UnpinPatience = TimeSpan.FromSeconds(8);

    private LookThenAct<CopyTry?>? _copying;
    private CancellationTokenSource? _copyRun;
    private Task _copyEnd = Task.CompletedTask;

    public async Task CheckCopiesAsync()
    {
        if (state.State is { Phase: ImagePhase.Erased, IsRemoving: false } && state.State.Copies.Any(IsConfigured))
        {
            await RemindAsync();
            await GoOnRemovingAsync(); // its service was not in the settings when the image was erased
        }

        await ApplyAsync(state.State.CopiesDue(pinning.Names, time.GetUtcNow()));
    }

    private void Copy()
    {
        _copying ??= new LookThenAct<CopyTry?>(this, StorageRetry, TryCopyAsync, StoreCopyAsync, exception => LogCopyNotStored(logger, exception, Cid));
        _copying.Wake();
    }

    private bool IsConfigured(ContentCopy copy) => pinning.Names.Contains(copy.Service);

    /// <summary>Ends a copy that is being made; what it sent is at the service then, or was not taken.</summary>
    private async Task StopCopyingAsync()
    {
        await (_copyRun?.CancelAsync() ?? Task.CompletedTask);
        await _copyEnd;
    }

    private async Task<CopyTry?> TryCopyAsync(CancellationToken cancellationToken)
    {
        if (state.State.NextCopy() is not { } copy || copy.DueAt > time.GetUtcNow())
        {
            return null;
        }

        using var run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _copyRun = run;
        var end = new TaskCompletionSource();
        _copyEnd = end.Task;
        var cid = Content.Cid.Parse(Cid);
        var isKept = copy.HeldSince is not null;
        try
        {
            isKept = isKept && await pinning.HoldsAsync(copy.Service, cid, run.Token);
            if (!isKept)
            {
                await vault.PinAsync(copy.Service, cid, run.Token);
            }

            return new CopyTry(copy.Service, isKept, Failure: null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new CopyTry(copy.Service, isKept, exception);
        }
        finally
        {
            _copyRun = null;
            end.SetResult();
        }
    }

    /// <summary>Stores what came of it; the answer is when there is more to do. What came to a service though the image was erased meanwhile is removed by the reminder.</summary>
    private async Task<TimeSpan> StoreCopyAsync(CopyTry? tried)
    {
        if (tried is not null && state.State.Phase is ImagePhase.Erased)
        {
            await RemindAsync();
            await SaveAsync(state.State with { IsRemoving = true });
        }
        else if (tried is { Failure: { } failure })
        {
            var reason = PublicReason.Of(failure);
            LogNotCopied(logger, failure is PinningException ? null : failure, Cid, tried.Service, reason);
            await SaveAsync(failure is PinningException { WasAsked: false, RetryAfter: { } wait }
                ? state.State.Waits(tried.Service, reason, isLost: !tried.WasKept, wait, time.GetUtcNow())
                : state.State.NotCopied(tried.Service, reason, isLost: !tried.WasKept, (failure as PinningException)?.RetryAfter, time.GetUtcNow()));
        }
        else if (tried is not null)
        {
            await SaveAsync(state.State.Copied(tried.Service, isNew: !tried.WasKept, time.GetUtcNow()));
        }

        var next = state.State.NextCopy()?.DueAt - time.GetUtcNow();
        return next is null ? Timeout.InfiniteTimeSpan : next > TimeSpan.Zero ? next.Value : TimeSpan.Zero;
    }

    /// <summary>Has every service give its copy up, also one that is not known to have one: what failed half-way may have left something there.</summary>
    /// <returns>The copies that may stay, each with the reason.</returns>
    private async Task<IReadOnlyList<ContentCopy>> UnpinAsync()
    {
        using var limit = new CancellationTokenSource(UnpinPatience, time);
        var unknown = pinning.Names.Where(name => state.State.Copies.All(copy => copy.Service != name)).Select(name => new ContentCopy(name));
        var left = await Task.WhenAll(state.State.Copies.Concat(unknown).Select(copy => UnpinAsync(copy, limit.Token)));
        return [.. left.OfType<ContentCopy>()];
    }

    private async Task<ContentCopy?> UnpinAsync(ContentCopy copy, CancellationToken cancellationToken)
    {
        try
        {
            await pinning.UnpinAsync(copy.Service, Content.Cid.Parse(Cid), cancellationToken);
            return null;
        }
        catch (Exception exception)
        {
            var reason = exception is OperationCanceledException ? $"{copy.Service}: no answer within {UnpinPatience.TotalSeconds} s." : PublicReason.Of(exception);
            LogNotUnpinned(logger, exception is PinningException ? null : exception, Cid, copy.Service, reason);
            return copy with { Problem = reason, Attempts = copy.Attempts + 1, FailedAt = time.GetUtcNow() };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Copying {Cid} to {Service} failed: {Reason}")]
    private static partial void LogNotCopied(ILogger logger, Exception? exception, string cid, string service, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of copying {Cid} could not be stored; it is looked at again")]
    private static partial void LogCopyNotStored(ILogger logger, Exception exception, string cid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copy of {Cid} at {Service} could not be removed: {Reason}")]
    private static partial void LogNotUnpinned(ILogger logger, Exception? exception, string cid, string service, string reason);

    /// <summary>What came of a try to have a copy kept.</summary>
    /// <param name="WasKept">Whether the service had one before, as far as it told.</param>
    private sealed record CopyTry(string Service, bool WasKept, Exception? Failure);
}
