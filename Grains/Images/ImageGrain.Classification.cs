using PathoChain.Inference;

namespace PathoChain.Grains.Images;

/// <summary>Has the image classified while the state says that it is due. Calls go on meanwhile: what the chain tells does not wait for the models.</summary>
internal sealed partial class ImageGrain
{
    private static readonly TimeSpan StorageRetry = TimeSpan.FromSeconds(1);

    private LookThenAct<Outcome?>? _classification;
    private CancellationTokenSource? _running;

    public async Task<ImageStatus?> ClassifyAnewAsync(DateTimeOffset resultOf)
    {
        if (state.State.Result is { } result && result.ClassifiedAt == resultOf && Happened(ImageEvent.ClassificationRequested, Actors.Client) is { } next)
        {
            await ApplyAsync(next);
        }

        return _status;
    }

    private void Classify()
    {
        _classification ??= new LookThenAct<Outcome?>(this, StorageRetry, RunModelsAsync, StoreAsync, exception => LogResultNotStored(logger, exception, Cid));
        _classification.Wake();
    }

    /// <summary>Leaves the models' queues to others, as the image may not be classified any more.</summary>
    private void StopClassifying() => _ = _running?.CancelAsync();

    /// <summary>Time until there is classifying to do; <see langword="null"/> if there is none.</summary>
    private TimeSpan? DueIn() => state.State switch
    {
        { Phase: ImagePhase.Registered or ImagePhase.Classifying } => TimeSpan.Zero,
        { Phase: ImagePhase.Failed, Failure.RetryAt: { } at } => at > time.GetUtcNow() ? at - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private ImageState? Begun() =>
        Happened(state.State.Phase is ImagePhase.Failed ? ImageEvent.Retried : ImageEvent.ClassificationStarted, Actors.System) is { } next
            ? next with { Failure = next.Failure is { } failure ? failure with { RetryAt = null } : null }
            : null;

    private async Task<Outcome?> RunModelsAsync(CancellationToken cancellationToken)
    {
        if (state.State.Phase is not ImagePhase.Classifying)
        {
            return null;
        }

        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running = running;
        try
        {
            var image = new ImageReference(Cid, state.State.Image!.WrappedKey!, state.State.Image.Priority);
            return new(await GrainFactory.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ClassifyAsync(image, running.Token), Failure: null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return running.IsCancellationRequested ? null : new(Result: null, exception);
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Stores what came of it, or that it begins now; the answer is when there is more to do.</summary>
    private async Task<TimeSpan> StoreAsync(Outcome? outcome)
    {
        if (outcome is not null && state.State.Phase is ImagePhase.Classifying)
        {
            await (outcome.Result is { } result ? DoneAsync(result) : FailAsync(outcome.Failure!));
        }
        else if (state.State.Phase is not ImagePhase.Classifying && DueIn() == TimeSpan.Zero)
        {
            await SaveAsync(Begun()!);
        }

        return DueIn() ?? Timeout.InfiniteTimeSpan;
    }

    private async Task DoneAsync(EnsembleResult result)
    {
        await SaveAsync(Happened(ImageEvent.ClassificationDone, Actors.System)!.With(result));
        await ReceiveReminder(WorkReminder, new TickStatus());
    }

    private async Task FailAsync(Exception exception)
    {
        var next = Happened(ImageEvent.ClassificationFailed, Actors.System)!;
        await SaveAsync(exception is ClassifierBusyException or ModelException ? next.WaitsAgain(Waits(exception)) : next with { Failure = Failed(exception) });
    }

    private ImageFailure Failed(Exception exception)
    {
        var attempts = (state.State.Failure?.Attempts ?? 0) + 1;
        LogClassificationFailed(logger, exception, Cid, attempts);
        return new ImageFailure(PublicReason.Of(exception), attempts, time.GetUtcNow() + RetrySchedule.After(attempts));
    }

    /// <summary>Nothing is wrong with the image, so no attempt is used up: too much waits for the models, or silos that restart one after another have others.</summary>
    private ImageFailure Waits(Exception exception)
    {
        var times = (state.State.Failure?.TimesBusy ?? 0) + 1;
        LogWaits(logger, Cid, times, exception.Message);
        return new ImageFailure(PublicReason.Of(exception), state.State.Failure?.Attempts ?? 0, time.GetUtcNow() + RetrySchedule.AfterBusy(times, Random.Shared.NextDouble()), times);
    }

    /// <summary>What came of running the models: one of the two.</summary>
    private sealed record Outcome(EnsembleResult? Result, Exception? Failure);
}
