using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Relay;

/// <summary>One round outside: reads the chain, then sends what is stored to be sent, in the order of the nonces.</summary>
internal sealed class RelayLook(
    JsonRpcClient rpc, ImageRegistryClient registry, ExternalSigner signer, RelayRules rules, IGrainFactory grains)
{
    /// <summary>Calls that the contract is asked about at once.</summary>
    private const int MaxEstimates = RelayRules.MaxInFlight;

    /// <summary>How long an image may take to hear of its transaction before it is told again in a later round.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly AccountReader _account = new(rpc);
    private readonly EventFinder _events = new(rpc, registry.Deployment);
    private bool _verified;

    /// <summary>After a failure the node may be another one: checks chain and contract again before anything is sent.</summary>
    public void Distrust() => _verified = false;

    /// <exception cref="RegistryException">The node cannot be reached, answers wrongly, or is not of this chain.</exception>
    public async Task<RelayView> RunAsync(RelayState state, CancellationToken cancellationToken)
    {
        if (!_verified)
        {
            await registry.VerifyAsync(cancellationToken);
            _verified = true;
        }

        var view = await ReadAsync(cancellationToken);
        if (view.Genesis != state.Genesis)
        {
            _verified = false;
            return view;
        }

        // Those of which nothing is said come last: else a few of them would keep all others out.
        var asked = state.Entries.Where(entry => entry.Phase is RelayPhase.Queued).OrderBy(entry => entry.RefusedSince).Take(MaxEstimates)
            .Concat(state.Entries.Where(entry => entry.Phase is not RelayPhase.Queued));
        var blocks = new CanonicalBlocks(registry);
        var seen = await Task.WhenAll(asked.Select(async entry => (entry.Call, View: await LookAtAsync(entry, view, blocks, cancellationToken))));
        return await SendAsync(state, view with { Entries = seen.ToDictionary(entry => entry.Call, entry => entry.View) }, cancellationToken);
    }

    private async Task<RelayView> ReadAsync(CancellationToken cancellationToken)
    {
        var depth = await ChainDepth.ReadAsync(rpc, cancellationToken);
        var genesis = await registry.GetBlockAsync(0, cancellationToken) ?? throw new RpcInvalidResponseException("The node has no block 0.");
        var settled = depth.LastSettled(rules.Confirmations);
        return new RelayView
        {
            Genesis = genesis.Hash.ToString(),
            Depth = depth,
            NextNonce = await _account.TransactionCountAsync(rules.Signer, depth.Head, cancellationToken),
            SettledNonce = await _account.TransactionCountAsync(rules.Signer, settled, cancellationToken),
            Fees = await _account.SuggestFeesAsync(rules.MaxFeePerGas, cancellationToken),
            Entries = new Dictionary<RelayCall, EntryView>(),
        };
    }

    private async Task<EntryView> LookAtAsync(RelayEntry entry, RelayView view, CanonicalBlocks blocks, CancellationToken cancellationToken)
    {
        if (entry.Place is { } place && await blocks.ContainAsync(place.BlockNumber, place.BlockHash, cancellationToken))
        {
            return new() { Event = new(Hash32.Parse(place.TransactionHash), place.BlockNumber, Hash32.Parse(place.BlockHash)) };
        }

        if (entry.Transaction is not { } transaction)
        {
            return await AskContractAsync(entry.Call, view.Depth.Head, cancellationToken);
        }

        return transaction.Nonce < view.NextNonce
            ? new() { Event = await FindAsync(entry.Call, transaction.FirstBlock - ChainDepth.UsuallyFinal, view.Depth.Head, cancellationToken) }
            : new() { IsKnown = await IsKnownAsync(transaction, cancellationToken), Announced = await AnnounceAsync(entry, transaction) };
    }

    private async Task<EntryView> AskContractAsync(RelayCall call, long head, CancellationToken cancellationToken)
    {
        var estimate = await _account.EstimateAsync(rules.Signer, registry.Deployment.Address, call.Data, cancellationToken);
        return estimate is WouldRevert { Reason: AlreadyRegistered or AlreadyAnchored }
            && await FindAsync(call, registry.Deployment.DeploymentBlock, head, cancellationToken) is { } place
                ? new() { Event = place }
                : new() { Estimate = estimate };
    }

    private async Task<EventPlace?> FindAsync(RelayCall call, long first, long head, CancellationToken cancellationToken) => call.Kind switch
    {
        RelayKind.Registration => await _events.RegisteredAsync(Hash32.Parse(call.Hash), Address.Parse(call.Account), first, head, cancellationToken),
        RelayKind.Anchor => await _events.AnchoredAsync(Hash32.Parse(call.Hash), Address.Parse(call.Account), first, head, cancellationToken),
        RelayKind.Filler => null,
        _ => throw new ArgumentOutOfRangeException(nameof(call), call.Kind, "Unknown kind of call."),
    };

    private async Task<bool> IsKnownAsync(RelayTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var hash in transaction.Hashes.Reverse())
        {
            if (await registry.GetTransactionAsync(Hash32.Parse(hash), cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells the image of the newest transaction, which is a hint: one that cannot hear of it now is told in a later round, and nobody else waits.</summary>
    private async Task<string?> AnnounceAsync(RelayEntry entry, RelayTransaction transaction)
    {
        if (entry.Call.Cid is not { } cid || transaction.NewestHash is not { } hash || hash == entry.Announced)
        {
            return null;
        }

        try
        {
            await grains.GetGrain<IImageGrain>(cid).SubmittedAsync(hash).WaitAsync(Patience);
            return hash;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private async Task<RelayView> SendAsync(RelayState state, RelayView view, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<RelayCall, EntryView>(view.Entries);
        var due = state.Entries.Where(entry => entry.Phase is RelayPhase.Sending && entry.Transaction!.Nonce >= view.NextNonce)
            .OrderBy(entry => entry.Transaction!.Nonce);
        try
        {
            foreach (var entry in due)
            {
                var outcome = await signer.SendAsync(ToTransaction(entry), cancellationToken);
                entries[entry.Call] = entries[entry.Call] with { Outcome = outcome };
                if (outcome is not (Accepted or AlreadyKnown or NonceTooLow))
                {
                    break; // What comes behind would only wait for this one's nonce.
                }
            }

            return view with { Entries = entries };
        }
        catch (RpcException failure)
        {
            return view with { Entries = entries, Failure = failure };
        }
    }

    private OutgoingTransaction ToTransaction(RelayEntry entry)
    {
        var transaction = entry.Transaction!;
        var to = entry.Call.Kind is RelayKind.Filler ? rules.Signer : registry.Deployment.Address;
        return new(to, entry.Call.Data, transaction.Nonce, transaction.Gas, new(transaction.MaxFeePerGas, transaction.MaxPriorityFeePerGas));
    }

    /// <summary>Hashes of the chain's blocks, each asked for once in a round.</summary>
    private sealed class CanonicalBlocks(ImageRegistryClient registry)
    {
        private readonly Dictionary<long, Task<BlockHeader?>> _blocks = [];

        public async Task<bool> ContainAsync(long number, string hash, CancellationToken cancellationToken)
        {
            if (!_blocks.TryGetValue(number, out var block))
            {
                _blocks[number] = block = registry.GetBlockAsync(number, cancellationToken);
            }

            return (await block)?.Hash.ToString() == hash;
        }
    }
}
