using System.Runtime.CompilerServices;
using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>
/// Reads the registry's events from a cursor (block number and hash) to the head and tells the images, in steps that are each safe to repeat:
/// the cursor moves on only after the images were told, and telling an image twice changes nothing.
/// </summary>
internal sealed class ChainFollower(
    ImageRegistryClient registry, SiteDirectoryClient? site, int confirmations, TimeSpan patience, IFollowedImages images, TimeProvider time)
{
    /// <summary>
    /// Blocks up to the cursor that are read again at each new head: where one address stands for many nodes, the one that is asked for events may not have all
    /// blocks of the one that named the head, and says that there are none.
    /// </summary>
    private const int ReadAgain = 8;

    private readonly RegistrationReader _reader = new(registry, site, confirmations, images);
    private readonly ReorgRecovery _recovery = new(registry, patience, time);
    private IReadOnlySet<RegisteredEvent> _told = new HashSet<RegisteredEvent>(); // of the blocks that are read again
    private bool _verified;

    /// <summary>After a failure the node may be another one: checks chain and contracts again before anything is read.</summary>
    public void Distrust() => _verified = false;

    /// <summary>The states to store, one after the other, until the cursor is at the head.</summary>
    /// <exception cref="RegistryException">The node cannot be reached, answers wrongly, lags behind, or is not of this chain.</exception>
    public async IAsyncEnumerable<Step> FollowAsync(WatcherState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        state = state.Upgraded();
        var depth = (await registry.DepthAsync(cancellationToken)).WithoutInstantTags();
        var head = await _recovery.BlockAsync(depth.Head, cancellationToken);
        if (!_verified || await _recovery.IsGoneAsync(state.Cursor, head, cancellationToken))
        {
            await VerifyAsync(cancellationToken);
            state = await _recovery.RewindAsync(state, head, cancellationToken);
            state = await TellLostAsync(state, cancellationToken);
            (_verified, _told) = (true, new HashSet<RegisteredEvent>());
            yield return new Step(state, depth);
        }

        // Before anything is read: until then every registration is of the chain that is gone, those in blocks that were final included.
        while (state.UntoldPage is { } page)
        {
            state = state with { UntoldPage = await images.ReplacedAsync(page) ? page + 1 : null };
            yield return new Step(state, depth);
        }

        var from = First(state, head);
        while (from <= head.Number)
        {
            var (end, events, seen) = await _reader.ReadAsync(from, head, depth, _told, cancellationToken);
            await RequireUnmovedAsync(state.Cursor, end, head, cancellationToken);
            if (seen.Count > 0)
            {
                state = state with { Watched = state.Watched.With(seen) };
                yield return new Step(state, depth);
                state = state with { Watched = state.Watched.Without(await images.SeenAsync(seen)) };
            }

            if (state.Cursor is not { } cursor || cursor.Number < end.Number)
            {
                state = state with { Cursor = end, Checkpoints = state.Checkpoints.With(end) };
            }

            yield return new Step(state, depth);
            _told = _told.Concat(events).Where(told => told.BlockNumber > end.Number - ReadAgain).ToHashSet();
            from = end.Number + 1;
        }

        var deeper = await DeepenAsync(state.Watched, depth);
        if (deeper is not null)
        {
            yield return new Step(state with { Watched = deeper }, depth);
        }
    }

    /// <summary>The block to read on from; one beyond the head if there is none.</summary>
    private long First(WatcherState state, BlockReference head) => state.Cursor switch
    {
        null => registry.Deployment.DeploymentBlock,
        var cursor when cursor == head => head.Number + 1,
        var cursor => Math.Max(cursor.Number + 1 - ReadAgain, registry.Deployment.DeploymentBlock),
    };

    /// <summary>
    /// A reorganisation between two ranges would leave blocks of the new branch before the cursor unread. One that falls into the last range takes the head,
    /// which was read before any of them, and the next look finds it gone.
    /// </summary>
    private async Task RequireUnmovedAsync(BlockReference? cursor, BlockReference end, BlockReference head, CancellationToken cancellationToken)
    {
        if (cursor is not null && end != head && !await _recovery.IsOnChainAsync(cursor, cancellationToken))
        {
            throw new RpcInvalidResponseException($"Block {cursor.Number} was {cursor.Hash} a moment ago and is another one now.");
        }
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await registry.VerifyAsync(cancellationToken);
        if (site is not null)
        {
            await site.VerifyAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Takes back what was told of blocks that are gone. Those before the cursor are asked for too: a reorganisation while this look reads on may take one
    /// and leave a checkpoint beyond it.
    /// </summary>
    private async Task<WatcherState> TellLostAsync(WatcherState state, CancellationToken cancellationToken)
    {
        var kept = new List<WatchedBlock>();
        foreach (var block in state.Watched)
        {
            if (await _recovery.IsOnChainAsync(new(block.Number, block.Hash), cancellationToken))
            {
                kept.Add(block);
            }
            else
            {
                await images.LostAsync(block);
            }
        }

        return state with { Watched = kept };
    }

    /// <summary>Tells images how deep their blocks lie now and lets go of what is final; <see langword="null"/> if nothing changed.</summary>
    private async Task<IReadOnlyList<WatchedBlock>?> DeepenAsync(IReadOnlyList<WatchedBlock> watched, ChainDepth depth)
    {
        var next = new List<WatchedBlock>();
        foreach (var block in watched)
        {
            var level = WatchList.LevelOf(block.Number, depth, confirmations);
            var now = block with { Confirmations = level.Confirmations, Finality = level.Finality };
            if (now != block)
            {
                await images.DeepenedAsync(now, confirmations);
            }

            if (!depth.IsFinal(block.Number, confirmations))
            {
                next.Add(now);
            }
        }

        return next.SequenceEqual(watched) ? null : next;
    }

    /// <summary>What to store next.</summary>
    /// <param name="State">The state after the step.</param>
    /// <param name="Depth">The node's chain when the look began.</param>
    internal sealed record Step(WatcherState State, ChainDepth Depth);
}
