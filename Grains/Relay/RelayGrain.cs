using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Relay;

/// <summary>
/// Keeps the outbox of one signer. What is to be sent is stored first, with nonce and fees, so whatever crashes, the same transaction is sent again;
/// <see cref="RelayOutbox"/> decides, <see cref="RelayLook"/> reads and sends.
/// </summary>
internal sealed partial class RelayGrain(
    [PersistentState("relay", StorageNames.Grains)] IPersistentState<RelayState> state,
    JsonRpcClient rpc,
    ImageRegistryClient registry,
    ExternalSigner signer,
    IOptions<ChainOptions> chain,
    IOptions<SignerOptions> options,
    TimeProvider time,
    ILogger<RelayGrain> logger) : Grain, IRelayGrain, IRemindable
{
    private const string SendReminder = "send";
    private const int PollsBeforeResending = 5;

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The shortest that Orleans accepts.

    private static readonly TimeSpan RefuseAfter = TimeSpan.FromMinutes(10); // A full pool or a signer's pause should be over by then.

    private readonly RelayRules _rules = new(
        signer.Account,
        chain.Value.ConfirmationsOn(registry.Deployment.ChainId),
        options.Value.MaxFeePerGas,
        options.Value.MaxGas,
        options.Value.BumpAfter,
        chain.Value.PollInterval * PollsBeforeResending,
        RefuseAfter);

    private RelayLook _look = null!;
    private LookThenAct<RelayView> _rounds = null!;
    private string? _problem;

    /// <summary>Whether this is the relay of the configured signer; one of an earlier setting must not send its calls from the present account.</summary>
    private bool IsOfSigner => this.GetPrimaryKeyString() == RelayKey.Of(registry.Deployment.ChainId, signer.Account.ToString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _look = new RelayLook(rpc, registry, signer, _rules, GrainFactory);
        _rounds = new LookThenAct<RelayView>(this, chain.Value.PollInterval, token => _look.RunAsync(state.State, token), ActAsync, Failed);
        if (!IsOfSigner)
        {
            LogOfAnother(logger, this.GetPrimaryKeyString(), signer.Account.ToString(), registry.Deployment.ChainId, state.State.Entries.Count);
        }
        else if (WakeIfNeeded())
        {
            await RemindAsync(); // A time under another setting may have taken the reminder away.
        }
    }

    public async Task<RelayedCall?> SubmitAsync(RelayCall call)
    {
        if (!IsOfSigner)
        {
            throw new InvalidOperationException($"Relay {this.GetPrimaryKeyString()} is not of {signer.Account} on chain {registry.Deployment.ChainId}, which is configured here, so it sends nothing.");
        }

        var next = state.State.With(call);
        if (next != state.State)
        {
            // Before anything is stored: a tick without work is harmless, but work without a reminder would be forgotten in a crash.
            await RemindAsync();
            await state.SaveAsync(next);
            _rounds.Wake();
        }

        return state.State.UnderWay(call);
    }

    public Task<RelayedCall?> FindAsync(string id) => Task.FromResult(state.State.Find(id));

    public Task<RelayStatus> GetAsync() => Task.FromResult(new RelayStatus(signer.Account.ToString(), state.State.Entries.Count, _problem));

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!WakeIfNeeded() && await this.GetReminder(SendReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private async Task RemindAsync() => await this.RegisterOrUpdateReminder(SendReminder, ReminderPeriod, ReminderPeriod);

    private bool WakeIfNeeded()
    {
        var needed = IsOfSigner && state.State.Entries.Count > 0;
        if (needed)
        {
            _rounds.Wake();
        }

        return needed;
    }

    private async Task<TimeSpan> ActAsync(RelayView view)
    {
        var now = time.GetUtcNow();
        var next = state.State.After(view, _rules, now);
        var isChanged = next != state.State;
        if (isChanged)
        {
            await state.SaveAsync(next);
        }

        Tell(next.ProblemOf(view, _rules, now), view.Failure);
        if (view.Failure is not null)
        {
            _look.Distrust();
            return isChanged ? chain.Value.PollInterval : _rounds.BackOff();
        }

        if (!isChanged && view.Entries.Values.Any(seen => seen.Outcome is InsufficientFunds or Refused || seen.Estimate is Unanswered))
        {
            return _rounds.BackOff();
        }

        return isChanged ? TimeSpan.Zero : next.Entries.Count > 0 ? chain.Value.PollInterval : Timeout.InfiniteTimeSpan;
    }

    private void Failed(Exception exception)
    {
        _look.Distrust();
        Tell(PublicReason.Of(exception), exception);
    }

    private void Tell(string? problem, Exception? exception)
    {
        if (problem is not null && problem != _problem)
        {
            LogStandsStill(logger, exception, signer.Account.ToString(), problem);
        }

        _problem = problem;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending for {Signer} stands still: {Problem}")]
    private static partial void LogStandsStill(ILogger logger, Exception? exception, string signer, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Relay {Key} sends nothing, as {Signer} on chain {ChainId} is configured now; {Waiting} of its calls are not final")]
    private static partial void LogOfAnother(ILogger logger, string key, string signer, long chainId, int waiting);
}
