using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>Finds how far back a followed chain and the node's are still the same one.</summary>
/// <param name="registry">Reads the node.</param>
/// <param name="patience">How long a node may be behind what was read until its chain counts as taken back.</param>
/// <param name="time">The clock.</param>
internal sealed class ReorgRecovery(ImageRegistryClient registry, TimeSpan patience, TimeProvider time)
{
    private DateTimeOffset? _behindSince;

    public async Task<BlockReference> BlockAsync(long number, CancellationToken cancellationToken) =>
        BlockReference.Of(await registry.GetBlockAsync(number, cancellationToken)
            ?? throw new RpcInvalidResponseException($"The node has no block {number}, though its chain is that long."));

    public async Task<bool> IsOnChainAsync(BlockReference block, CancellationToken cancellationToken) =>
        (await registry.GetBlockAsync(block.Number, cancellationToken))?.Hash.ToString() == block.Hash;

    /// <summary>Whether the node's chain does not hold the cursor.</summary>
    public async Task<bool> IsGoneAsync(BlockReference? cursor, BlockReference head, CancellationToken cancellationToken)
    {
        if (cursor is null || cursor == head)
        {
            return false;
        }

        return cursor.Number >= head.Number || !await IsOnChainAsync(cursor, cancellationToken);
    }

    /// <summary>The state with a cursor that is on the node's chain: the newest checkpoint that is, or the beginning of another chain or contract.</summary>
    /// <exception cref="NodeBehindException">The node's chain is shorter but not known to be another one, and patience has not ended.</exception>
    public async Task<WatcherState> RewindAsync(WatcherState state, BlockReference head, CancellationToken cancellationToken)
    {
        var genesis = (await BlockAsync(0, cancellationToken)).Hash;
        var contract = registry.Deployment.Address.ToString();
        if (state.Genesis != genesis || (state.Contract ?? contract) != contract)
        {
            var begun = state with { Genesis = genesis, Contract = contract, Cursor = null, Checkpoints = [] };
            return state.Genesis is null ? begun : begun with { ResetAt = time.GetUtcNow(), UntoldPage = 0 };
        }

        state = state with { Contract = contract };
        if (!await IsGoneAsync(state.Cursor, head, cancellationToken))
        {
            _behindSince = null;
            return state;
        }

        var known = state.Checkpoints.Where(block => block.Number <= head.Number).ToList();
        var common = await CommonAsync(known, cancellationToken);
        if (state.Cursor!.Number > head.Number && common == known.FirstOrDefault() && !IsPatienceOver())
        {
            throw new NodeBehindException(head.Number, state.Cursor.Number);
        }

        _behindSince = null;
        return state with { Cursor = common, Checkpoints = [.. known.Where(block => block.Number <= (common?.Number ?? -1))] };
    }

    private async Task<BlockReference?> CommonAsync(IReadOnlyList<BlockReference> checkpoints, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in checkpoints)
        {
            if (await IsOnChainAsync(checkpoint, cancellationToken))
            {
                return checkpoint;
            }
        }

        return null;
    }

    private bool IsPatienceOver()
    {
        _behindSince ??= time.GetUtcNow();
        return time.GetUtcNow() - _behindSince >= patience;
    }
}
