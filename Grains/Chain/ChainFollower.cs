using System.Runtime.CompilerServices;
using PathoChain.Content;
using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>
/// Reads the registry's events from a cursor (block number and hash) to the head and tells the images, in steps that are each safe to repeat:
/// a step's state is stored only after its images were told, and telling an image twice changes nothing.
/// </summary>
internal sealed class ChainFollower(ImageRegistryClient registry, int confirmations, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Blocks of one <c>eth_getLogs</c>; nodes refuse much longer ranges.</summary>
    private const int MaxRange = 2_000;

    /// <summary>Blocks to go back when the cursor's block is no longer on the chain: as deep as reorgs are seen in practice.</summary>
    private const int ReorgDepth = 64;

    /// <summary>Images told at once.</summary>
    private const int MaxParallel = 32;

    private bool _verified;

    /// <summary>After a failure the node may be another one: checks chain and contract again before anything is read.</summary>
    public void Distrust() => _verified = false;

    /// <summary>The states to store, one after the other, until the cursor is at the head.</summary>
    /// <exception cref="RegistryException">The node cannot be reached, answers wrongly, or is not of this chain.</exception>
    public async IAsyncEnumerable<Step> FollowAsync(WatcherState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = await ReferenceAsync(await registry.HeadAsync(cancellationToken), cancellationToken);
        if (!_verified || await IsGoneAsync(state.Cursor, head, cancellationToken))
        {
            await registry.VerifyAsync(cancellationToken);
            state = await RecoverAsync(state, head, cancellationToken);
            _verified = true;
            yield return new Step(state, head.Number);
        }

        for (var from = First(state); from <= head.Number; from = First(state))
        {
            var last = Math.Min(from + MaxRange - 1, head.Number);

            // The block comes before its events: if a reorg falls between the two, the next look finds the cursor gone.
            var end = last == head.Number ? head : await ReferenceAsync(last, cancellationToken);
            var events = await registry.GetRegistrationsAsync(from, last, cancellationToken);
            var told = await TellAsync(events, head.Number, cancellationToken);
            state = state with
            {
                Cursor = end,

                // After going back, events that were kept are read again.
                Unconfirmed = [.. told.Where(IsUnconfirmed).UnionBy(state.Unconfirmed, waiting => (waiting.Cid, waiting.Registration.TransactionHash))],
            };
            yield return new Step(state, head.Number);
        }

        if (state.Unconfirmed.Any(waiting => Confirmations(waiting.Registration, head.Number) > waiting.Registration.Confirmations))
        {
            var deeper = await Task.WhenAll(state.Unconfirmed.Select(waiting => DeepenAsync(waiting, head.Number)));
            yield return new Step(state with { Unconfirmed = [.. deeper.Where(IsUnconfirmed)] }, head.Number);
        }
    }

    private long First(WatcherState state) => state.Cursor is { } cursor ? cursor.Number + 1 : registry.Deployment.DeploymentBlock;

    private async Task<bool> IsGoneAsync(BlockReference? cursor, BlockReference head, CancellationToken cancellationToken)
    {
        if (cursor is null || cursor == head)
        {
            return false;
        }

        return cursor.Number >= head.Number
            || (await registry.GetBlockAsync(cursor.Number, cancellationToken))?.Hash.ToString() != cursor.Hash;
    }

    /// <summary>Starts over on another chain, goes back after a reorg, and takes back what was told of blocks that are gone.</summary>
    private async Task<WatcherState> RecoverAsync(WatcherState state, BlockReference head, CancellationToken cancellationToken)
    {
        var genesis = (await ReferenceAsync(0, cancellationToken)).Hash;
        if (state.Genesis != genesis)
        {
            var isReset = state.Genesis is not null;
            state = state with { Genesis = genesis, Cursor = null, ResetAt = isReset ? time.GetUtcNow() : state.ResetAt };
        }
        else if (await IsGoneAsync(state.Cursor, head, cancellationToken))
        {
            var back = Math.Min(state.Cursor!.Number, head.Number) - ReorgDepth;
            state = state with
            {
                Cursor = back < registry.Deployment.DeploymentBlock ? null : await ReferenceAsync(back, cancellationToken),
            };
        }

        var kept = new List<UnconfirmedEvent>();
        foreach (var waiting in state.Unconfirmed)
        {
            var block = await registry.GetBlockAsync(waiting.Registration.BlockNumber, cancellationToken);
            if (block?.Hash.ToString() == waiting.Registration.BlockHash)
            {
                kept.Add(waiting);
            }
            else
            {
                await Image(waiting.Cid).RegistrationLostAsync(waiting.Registration.BlockHash);
            }
        }

        return state with { Unconfirmed = kept };
    }

    /// <summary>Tells the images of these events; the answer holds the events that belong to an image of ours.</summary>
    private async Task<IReadOnlyList<UnconfirmedEvent>> TellAsync(
        IReadOnlyList<RegisteredEvent> events, long head, CancellationToken cancellationToken)
    {
        var told = new List<UnconfirmedEvent>();
        foreach (var chunk in events.Chunk(MaxParallel))
        {
            var answers = await Task.WhenAll(chunk.Select(registered => TellAsync(registered, head, cancellationToken)));
            told.AddRange(answers.OfType<UnconfirmedEvent>());
        }

        return told;
    }

    private async Task<UnconfirmedEvent?> TellAsync(RegisteredEvent registered, long head, CancellationToken cancellationToken)
    {
        foreach (var cid in CidsOf(registered.Digest))
        {
            if (await Image(cid).GetAsync() is null)
            {
                continue;
            }

            var receipt = await registry.GetReceiptAsync(registered.TransactionHash, cancellationToken)
                ?? throw new RpcInvalidResponseException($"The node shows an event of transaction {registered.TransactionHash} but no receipt for it.");
            var transaction = await registry.GetTransactionAsync(registered.TransactionHash, cancellationToken)
                ?? throw new RpcInvalidResponseException($"The node shows an event of transaction {registered.TransactionHash} but does not know it.");
            var block = await BlockAsync(registered.BlockNumber, cancellationToken);
            if (block.Hash != registered.BlockHash)
            {
                throw new RpcInvalidResponseException($"The node shows an event of block {registered.BlockHash}, but block {block.Number} is {block.Hash} now.");
            }

            var registration = new Registration(
                registry.Deployment.ChainId,
                registry.Deployment.Address.ToString(),
                registered.Registrant.ToString(),
                registered.TransactionHash.ToString(),
                registered.BlockNumber,
                registered.BlockHash.ToString(),
                receipt.GasUsed,
                Confirmations: 0,
                confirmations,
                block.Time,
                Finality.Unsafe,
                Standing.NotChecked,
                transaction.From.ToString(),
                transaction.Nonce);
            return await DeepenAsync(new UnconfirmedEvent(cid, registration), head);
        }

        return null;
    }

    private async Task<UnconfirmedEvent> DeepenAsync(UnconfirmedEvent waiting, long head)
    {
        var registration = waiting.Registration with { Confirmations = Confirmations(waiting.Registration, head) };
        await Image(waiting.Cid).RegistrationSeenAsync(registration);
        return waiting with { Registration = registration };
    }

    private static int Confirmations(Registration registration, long head) =>
        (int)Math.Clamp(head - registration.BlockNumber + 1, 0, registration.Required);

    private static bool IsUnconfirmed(UnconfirmedEvent waiting) => waiting.Registration.Confirmations < waiting.Registration.Required;

    private async Task<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken) =>
        await registry.GetBlockAsync(number, cancellationToken)
            ?? throw new RpcInvalidResponseException($"The node has no block {number}, though its chain is that long.");

    private async Task<BlockReference> ReferenceAsync(long number, CancellationToken cancellationToken) =>
        BlockReference.Of(await BlockAsync(number, cancellationToken));

    /// <summary>A digest does not tell whether the envelope was small (one raw block) or large (a UnixFS root).</summary>
    private static string[] CidsOf(Hash32 digest) =>
        [Cid.FromDigest(CidCodec.Raw, digest.ToBytes()).ToString(), Cid.FromDigest(CidCodec.DagPb, digest.ToBytes()).ToString()];

    private IImageGrain Image(string cid) => grains.GetGrain<IImageGrain>(cid);

    /// <summary>What to store next.</summary>
    /// <param name="State">The state after the step.</param>
    /// <param name="Head">Newest block of the node, seen when the step began.</param>
    internal sealed record Step(WatcherState State, long Head);
}
