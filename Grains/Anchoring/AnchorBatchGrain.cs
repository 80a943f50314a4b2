using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Anchoring;

/// <summary>
/// Takes a batch from its first image to the last proof. The stored phase alone decides what is done next, so a crash at any point only repeats the last
/// step; what fails is tried again with back-off, for as long as it takes.
/// </summary>
internal sealed partial class AnchorBatchGrain(
    [PersistentState("batch", StorageNames.Grains)] IPersistentState<AnchorBatchState> state,
    ImageRegistryClient registry,
    ImageRegistryViews views,
    IOptions<ChainOptions> chain,
    IOptions<SignerOptions> signer,
    IOptions<AnchoringOptions> options,
    TimeProvider time,
    ILogger<AnchorBatchGrain> logger) : Grain, IAnchorBatchGrain, IRemindable
{
    private const string WorkReminder = "work";

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The shortest that Orleans accepts.

    private LookThenAct<Func<AnchorBatchState, AnchorBatchState>> _rounds = null!;
    private string? _problem;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _rounds = new(this, chain.Value.PollInterval, LookAsync, ActAsync, Failed);
        WakeIfNeeded();
        return Task.CompletedTask;
    }

    public async Task<bool> TryAddAsync(string cid)
    {
        if (state.State.Phase is not AnchorBatchPhase.Open)
        {
            return false;
        }

        var next = state.State.With(cid, options.Value.MaxLeaves, time.GetUtcNow());
        if (next != state.State)
        {
            if (!state.State.HasWork)
            {
                // Before anything is stored: a tick without work is harmless, but work without a reminder would be forgotten in a crash.
                await this.RegisterOrUpdateReminder(WorkReminder, ReminderPeriod, ReminderPeriod);
            }

            await state.SaveAsync(next);
            _rounds.Wake();
        }

        return true;
    }

    public Task<AnchorBatchStatus> GetAsync() =>
        Task.FromResult(new AnchorBatchStatus(state.State.Phase, state.State.Cids, state.State.Root, state.State.Delivered, _problem));

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!WakeIfNeeded() && await this.GetReminder(WorkReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private bool WakeIfNeeded()
    {
        if (state.State.HasWork)
        {
            _rounds.Wake();
        }

        return state.State.HasWork;
    }

    /// <summary>Does the work of the stored phase; the answer is what it makes of the state.</summary>
    private async Task<Func<AnchorBatchState, AnchorBatchState>> LookAsync(CancellationToken cancellationToken)
    {
        var batch = state.State;
        switch (batch.Phase)
        {
            case AnchorBatchPhase.Open:
                return open => open.ClosedBy(time.GetUtcNow(), options.Value.Window);
            case AnchorBatchPhase.Closed:
                var members = await Work().MembersAsync(batch.Cids, AnchorBatchKey.NumberOf(Key));
                return closed => closed.FixedWith(members);
            case AnchorBatchPhase.Fixed:
                var place = await Work().AnchorAsync(batch.Root!, batch.Cids.Count, cancellationToken);
                return waiting => place is null ? waiting : waiting.AnchoredAt(place);
            case AnchorBatchPhase.Anchored:
                var delivered = await Work().DeliverAsync(batch, cancellationToken);
                return anchored => delivered is { } count ? anchored.DeliveredTo(count) : anchored.Lost();
            default:
                return done => done;
        }
    }

    private async Task<TimeSpan> ActAsync(Func<AnchorBatchState, AnchorBatchState> step)
    {
        var next = step(state.State);
        var isChanged = next != state.State;
        if (isChanged)
        {
            await state.SaveAsync(next);
        }

        _problem = null;
        return isChanged ? TimeSpan.Zero : next switch
        {
            { HasWork: false } => Timeout.InfiniteTimeSpan,
            { Phase: AnchorBatchPhase.Open, OpenedAt: { } at } => at + options.Value.Window - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero,
            _ => chain.Value.PollInterval,
        };
    }

    private AnchorBatchWork Work() => new(registry, views, signer.Value.GetAccount(), GrainFactory);

    private void Failed(Exception exception)
    {
        var problem = PublicReason.Of(exception);
        if (problem != _problem)
        {
            LogStandsStill(logger, exception, Key);
        }

        _problem = problem;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Anchoring batch {Batch} stands still")]
    private static partial void LogStandsStill(ILogger logger, Exception exception, string batch);
}
