using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PathoChain.Content;
using PathoChain.Grains.Anchoring;
using PathoChain.Registry;
using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Images;

/// <summary>
/// Keeps one image's state, applies what happens to it by <see cref="ImageTransitions"/>, follows its transaction, and has it classified once it is registered.
/// The stored state alone decides what is done next, so a crash at any point only repeats the last step.
/// </summary>
internal sealed partial class ImageGrain(
    [PersistentState("image", StorageNames.Grains)] IPersistentState<ImageState> state,
    ImageVault vault,
    PinningServices pinning,
    TransactionReader transactions,
    Deployment deployment,
    IOptions<ChainOptions> chain,
    IOptions<AnchoringOptions> anchoring,
    TimeProvider time,
    ILogger<ImageGrain> logger) : Grain, IImageGrain, IRemindable
{
    private const string WorkReminder = "work";

    /// <summary>Longest wait of <see cref="WaitAsync"/>: below the 30 s after which a grain call times out.</summary>
    private static readonly TimeSpan MaxPatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The shortest that Orleans accepts.

    // Interleaved reads answer from this, so that nobody sees a state that storage may not hold.
    private ImageStatus? _status;
    private TaskCompletionSource _changed = NewSignal();

    private string Cid => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _status = state.State.ToStatus(Cid);
        StartWork();
        return Task.CompletedTask;
    }

    public async Task<ImageStatus> CreateAsync(StoredImage image)
    {
        if (_status is null)
        {
            // The list comes first: a listed CID without an image is passed over, an image without a line would never be shown.
            await GrainFactory.GetGrain<ISiteGrain>(SiteNames.Default).AddAsync(Cid);
            var created = ImageState.Create(image, pinning.Names, time.GetUtcNow()) with
            {
                AnchorBatch = await JoinBatchAsync(),
                SamePixelsAs = image.PixelFingerprint is { } pixels ? await GrainFactory.GetGrain<ISamePixelsGrain>(pixels).AddAsync(Cid) : [],
            };
            if (created.HasWork)
            {
                await RemindAsync();
            }

            await SaveAsync(created);
            StartWork();
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
        var next = state.State.Announced(transactionHash, time.GetUtcNow());
        if (next is null)
        {
            LogRefused(logger, Cid, ImageEvent.TransactionSubmitted, state.State.Phase);
        }

        await ApplyAsync(next);
        return _status;
    }

    public async Task<bool> RegistrationSeenAsync(Registration registration)
    {
        await ApplyAsync(state.State.Seen(registration, time.GetUtcNow()));
        return state.State.GoesBy(registration);
    }

    public Task RegistrationDeepenedAsync(string blockHash, int confirmations, int required, Finality finality) =>
        ApplyAsync(state.State.Deepened(blockHash, confirmations, required, finality, time.GetUtcNow()));

    public Task RegistrationLostAsync(string blockHash) => ApplyAsync(state.State.Lost(blockHash, time.GetUtcNow()));

    public Task<int?> AnchorBatchAsync() => Task.FromResult(state.State.AnchorBatch);

    public Task AnchoredAsync(Anchor anchor) =>
        state.State.Anchor is { } known && known.Root == anchor.Root && known.BlockHash == anchor.BlockHash
            ? Task.CompletedTask
            : ApplyAsync(state.State with { Anchor = anchor });

    public async Task AnchorLostAsync(string blockHash)
    {
        if (state.State.Anchor?.BlockHash == blockHash)
        {
            var batch = await JoinBatchAsync();
            await ApplyAsync(state.State with { Anchor = null, AnchorBatch = batch });
        }
    }

    public async Task<ImageStatus?> RetryAsync()
    {
        if (state.State.Phase is ImagePhase.Failed)
        {
            await ApplyAsync(Begun());
        }

        return _status;
    }

    public async Task<ImageStatus?> SignOffAsync(SignedReview review)
    {
        if (!state.State.Reviews.Contains(review))
        {
            var next = state.State.SignedOff(review, time.GetUtcNow());
            if (next is null)
            {
                LogRefused(logger, Cid, ImageEvent.SignedOff, state.State.Phase);
            }

            await ApplyAsync(next);
        }

        return _status;
    }

    // Ticks can repeat or go missing, so the stored state decides, never the tick.
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (state.State.IsRemoving)
        {
            await GoOnRemovingAsync();
        }
        else if (state.State.HasWork)
        {
            StartWork();
        }
        else if (await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <summary>Number of the batch that the image is anchored with, if images are.</summary>
    private async Task<int?> JoinBatchAsync() =>
        anchoring.Value.Enabled ? await GrainFactory.GetGrain<IAnchorGrain>(SiteNames.Default).AddAsync(Cid) : null;

    /// <summary>Comes before any work is stored: a tick without work is harmless, but work without a reminder would be forgotten in a crash.</summary>
    private async Task RemindAsync() => await this.RegisterOrUpdateReminder(WorkReminder, ReminderPeriod, ReminderPeriod);

    /// <summary>Stores what happened, if anything did, and begins what there is to do then.</summary>
    private async Task ApplyAsync(ImageState? next)
    {
        if (next is null || next == state.State || state.State.Image is null)
        {
            return;
        }

        if (next.HasWork && (next.Phase != state.State.Phase || !state.State.HasWork))
        {
            await RemindAsync();
        }

        await SaveAsync(next);
        StartWork();
    }

    private void StartWork()
    {
        if (DueIn() is not null)
        {
            Classify();
        }
        else
        {
            StopClassifying();
        }

        if (state.State.Followed() is not null)
        {
            FollowTransaction();
        }

        if (state.State.NextCopy() is not null)
        {
            Copy();
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
        if (next.ToStatus(Cid) == _status)
        {
            await state.SaveAsync(next); // What nobody sees is no news.
            return;
        }

        await state.SaveAsync(next with { Version = state.State.Version + 1 });

        _status = state.State.ToStatus(Cid);
        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
