using Microsoft.Extensions.Logging;

namespace PathoChain.Grains.Images;

/// <summary>
/// Keeps one image's state, applies what happens to it by <see cref="ImageTransitions"/>, and has it classified once it is registered.
/// The stored state alone decides what is done next, so a crash at any point only repeats the last step.
/// </summary>
internal sealed partial class ImageGrain(
    [PersistentState("image", StorageNames.Grains)] IPersistentState<ImageState> state,
    TimeProvider time,
    ILogger<ImageGrain> logger) : Grain, IImageGrain, IRemindable
{
    private const string ClassifyReminder = "classify";

    /// <summary>Longest wait of <see cref="WaitAsync"/>: below the 30 s after which a grain call times out.</summary>
    private static readonly TimeSpan MaxPatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The shortest that Orleans accepts.

    // Interleaved reads answer from this, so that nobody sees a state that storage may not hold.
    private ImageStatus? _status;
    private TaskCompletionSource _changed = NewSignal();
    private IGrainTimer? _classification;

    private string Cid => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _status = state.State.ToStatus(Cid);
        if (DueIn() is { } due)
        {
            ScheduleClassification(due);
        }

        return Task.CompletedTask;
    }

    public async Task<ImageStatus> CreateAsync(StoredImage image)
    {
        if (_status is null)
        {
            // The list comes first: a listed CID without an image is passed over, an image without a line would never be shown.
            await GrainFactory.GetGrain<ISiteGrain>(SiteNames.Default).AddAsync(Cid);
            await SaveAsync(ImageState.Create(image, time.GetUtcNow()));
        }

        return _status!;
    }

    public Task<ImageStatus?> GetAsync() => Task.FromResult(_status);

    public async Task<ImageStatus?> WaitAsync(long version, TimeSpan patience)
    {
        if (_status is { } status && status.Version == version)
        {
            var limit = patience < MaxPatience ? patience : MaxPatience;
            await Task.WhenAny(_changed.Task, Task.Delay(limit, time));
        }

        return _status;
    }

    public async Task<ImageStatus?> SubmittedAsync(string transactionHash)
    {
        if (Happened(ImageEvent.TransactionSubmitted, Actors.Client) is { } next)
        {
            await SaveAsync(next with { TransactionHash = transactionHash, Problem = null });
        }

        return _status;
    }

    public async Task<bool> RegistrationSeenAsync(Registration registration)
    {
        if (_status is null)
        {
            return false;
        }

        if (state.State.Seen(registration, time.GetUtcNow()) is { } next)
        {
            if (next.Phase is ImagePhase.Registered)
            {
                await RemindAsync();
            }

            await SaveAsync(next);
            if (next.Phase is ImagePhase.Registered)
            {
                ScheduleClassification(TimeSpan.Zero);
            }
        }

        return state.State.GoesBy(registration);
    }

    public async Task RegistrationLostAsync(string blockHash)
    {
        if (state.State.Lost(blockHash, time.GetUtcNow()) is { } next)
        {
            await SaveAsync(next);
        }
    }

    public async Task<ImageStatus?> RetryAsync()
    {
        if (state.State.Phase is ImagePhase.Failed)
        {
            await RemindAsync();
            ScheduleClassification(TimeSpan.Zero);
        }

        return _status;
    }

    // Ticks can repeat or go missing, so the stored state decides, never the tick.
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (DueIn() is { } due)
        {
            ScheduleClassification(due);
        }
        else if (await this.GetReminder(ClassifyReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <summary>Comes before any classifying is stored: a tick without work is harmless, but work without a reminder would be forgotten in a crash.</summary>
    private async Task RemindAsync() => await this.RegisterOrUpdateReminder(ClassifyReminder, ReminderPeriod, ReminderPeriod);

    /// <summary>Time until there is classifying to do; <see langword="null"/> if there is none.</summary>
    private TimeSpan? DueIn() => state.State switch
    {
        { Phase: ImagePhase.Registered or ImagePhase.Classifying } => TimeSpan.Zero,
        { Phase: ImagePhase.Failed, Failure.RetryAt: { } at } => at > time.GetUtcNow() ? at - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private void ScheduleClassification(TimeSpan due)
    {
        if (_classification is { } timer)
        {
            timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        _classification = this.RegisterGrainTimer(
            ClassifyAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    private async Task ClassifyAsync(CancellationToken cancellationToken)
    {
        var begin = state.State.Phase is ImagePhase.Failed ? ImageEvent.Retried : ImageEvent.ClassificationStarted;
        if (Happened(begin, Actors.System) is not { } classifying)
        {
            return;
        }

        await SaveAsync(classifying with { Failure = classifying.Failure is { } failure ? failure with { RetryAt = null } : null });
        try
        {
            var image = new ImageReference(Cid, state.State.Image!.WrappedKey);
            var result = await GrainFactory.GetGrain<IEnsembleGrain>(EnsembleNames.Default).ClassifyAsync(image);
            await SaveAsync(Happened(ImageEvent.ClassificationDone, Actors.System)! with { Result = result, Failure = null });
            await ReceiveReminder(ClassifyReminder, new TickStatus());
        }
        catch (Exception exception) when (state.State.Phase is ImagePhase.Classifying)
        {
            await FailAsync(exception);
        }
    }

    private async Task FailAsync(Exception exception)
    {
        var attempts = (state.State.Failure?.Attempts ?? 0) + 1;
        var wait = RetrySchedule.After(attempts);
        LogClassificationFailed(logger, exception, Cid, attempts);

        var failure = new ImageFailure(PublicReason.Of(exception), attempts, time.GetUtcNow() + wait);
        await SaveAsync(Happened(ImageEvent.ClassificationFailed, Actors.System)! with { Failure = failure });
        if (wait is { } due)
        {
            ScheduleClassification(due);
        }
    }

    private ImageState? Happened(ImageEvent happening, string actor)
    {
        var next = state.State.Image is null ? null : state.State.After(happening, time.GetUtcNow(), actor);
        if (next is null)
        {
            LogRefused(logger, Cid, happening, state.State.Phase);
        }

        return next;
    }

    private async Task SaveAsync(ImageState next)
    {
        await state.SaveAsync(next with { Version = state.State.Version + 1 });

        _status = state.State.ToStatus(Cid);
        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
