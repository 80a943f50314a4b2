using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>
/// Polls the node and has <see cref="ChainFollower"/> take the images along. Whatever goes wrong outside, an image whose state
/// another writer overtook included, becomes <see cref="WatcherStatus.Problem"/> and is tried again with back-off, for as long as
/// it takes; a cursor that another writer overtook ends the activation, and the next one reads it anew.
/// </summary>
internal sealed partial class RegistryWatcherGrain(
    [PersistentState("watcher", StorageNames.Grains)] IPersistentState<WatcherState> state,
    ImageRegistryClient registry,
    WatchedSite site,
    IOptions<ChainOptions> options,
    TimeProvider time,
    ILogger<RegistryWatcherGrain> logger) : Grain, IRegistryWatcherGrain, IRemindable
{
    private const string WatchReminder = "watch";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The shortest that Orleans accepts.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ChainOptions _options = options.Value;
    private ChainFollower _follower = null!;
    private IGrainTimer _timer = null!;
    private ChainDepth _depth = new(Head: -1, Safe: null, Finalized: null);
    private int _failures;
    private string? _problem;
    private DateTimeOffset? _followedAt;

    /// <summary>Whether this is the watcher of the configured chain; one of an earlier setting must not tell the images what another chain shows.</summary>
    private bool IsOfChain => this.GetPrimaryKeyString() == RegistryWatcherKey.Of(registry.Deployment.ChainId);

    private int Confirmations => _options.ConfirmationsOn(registry.Deployment.ChainId);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!IsOfChain)
        {
            LogOfAnother(logger, this.GetPrimaryKeyString(), registry.Deployment.ChainId);
            return Task.CompletedTask;
        }

        _follower = new ChainFollower(
            registry, site.Directory, Confirmations, _options.PatienceOn(registry.Deployment.ChainId), new ImageTeller(GrainFactory, registry.Deployment.ChainId), time);

        // A node that hangs makes a poll longer than a call may take, so calls do not wait for it.
        _timer = this.RegisterGrainTimer(
            PollAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    // The reminder brings the grain back after a crash or a move to another silo; once it is active, it follows.
    public Task StartAsync() => IsOfChain ? this.RegisterOrUpdateReminder(WatchReminder, ReminderPeriod, ReminderPeriod) : Task.CompletedTask;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!IsOfChain && await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    public Task<WatcherStatus> GetAsync() => Task.FromResult(new WatcherStatus(
        registry.Deployment.ChainId,
        registry.Deployment.Address.ToString(),
        state.State.Cursor?.Number ?? -1,
        _depth.Head,
        Confirmations,
        _problem,
        state.State.ResetAt,
        _followedAt,
        _depth.Finalized ?? -1,
        site.Directory?.Site.ToString()));

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var begin = time.GetUtcNow();
        try
        {
            await foreach (var next in _follower.FollowAsync(state.State, cancellationToken))
            {
                await SaveAsync(next.State);
                _depth = next.Depth;
            }

            _failures = 0;
            _problem = null;
            _followedAt = begin;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = PublicReason.Of(exception);
            if (problem != _problem)
            {
                LogStandsStill(logger, exception, registry.Deployment.ChainId);
            }

            _failures++;
            _problem = problem;
            _follower.Distrust();
        }

        _timer.Change(Wait(), Timeout.InfiniteTimeSpan);
    }

    private async Task SaveAsync(WatcherState next)
    {
        try
        {
            await state.SaveAsync(next);
        }
        catch (InconsistentStateException)
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private TimeSpan Wait()
    {
        var wait = _options.PollInterval * Math.Pow(2, Math.Min(_failures, 10));
        return _failures == 0 || wait < LongestWait ? wait : LongestWait;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Following chain {ChainId} stands still")]
    private static partial void LogStandsStill(ILogger logger, Exception exception, long chainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watcher of chain {Key} follows nothing, as chain {ChainId} is configured now")]
    private static partial void LogOfAnother(ILogger logger, string key, long chainId);
}
