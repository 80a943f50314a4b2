using PathoChain.Registry;

namespace PathoChain.Grains.Images;

/// <summary>Follows the announced transaction for as long as the state says so.</summary>
internal sealed partial class ImageGrain
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(30);

    private LookThenAct<TransactionLook?>? _following;
    private TransactionFollower _follower = null!;
    private TimeSpan _interval;

    private int Confirmations => chain.Value.ConfirmationsOn(deployment.ChainId);

    private void FollowTransaction()
    {
        if (_following is null)
        {
            var watcher = GrainFactory.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId));
            _follower = new TransactionFollower(transactions, watcher, chain.Value.DropAfter, time);
            _following = new LookThenAct<TransactionLook?>(this, chain.Value.PollInterval, LookAsync, JudgeAsync, exception => LogLookFailed(logger, exception, Cid));
        }

        _interval = chain.Value.PollInterval;
        _following.Wake();
    }

    private async Task<TransactionLook?> LookAsync(CancellationToken cancellationToken) =>
        state.State.Followed() is { } tracked
            ? await _follower.LookAsync(tracked, Hash32.Parse(state.State.Image!.Digest), cancellationToken)
            : null;

    /// <summary>Stores what a look taught; the answer is when to look again: ever later while all is well, soon while a problem is not yet sure.</summary>
    private async Task<TimeSpan> JudgeAsync(TransactionLook? look)
    {
        if (look is not null && state.State.Looked(look, Confirmations, time.GetUtcNow()) is { } next)
        {
            await SaveAsync(next);
        }

        if (state.State.Followed() is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        _interval = look is { Verdict: null } ? chain.Value.PollInterval : 2 * _interval;
        return _interval = _interval < LongestInterval ? _interval : LongestInterval;
    }
}
