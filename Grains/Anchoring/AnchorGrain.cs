namespace PathoChain.Grains.Anchoring;

/// <summary>Knows a site's open batch and opens the next one when it is closed.</summary>
internal sealed class AnchorGrain(
    [PersistentState("anchoring", StorageNames.Grains)] IPersistentState<AnchoringState> state) : Grain, IAnchorGrain
{
    public async Task<int> AddAsync(string cid)
    {
        while (!await Batch(state.State.Newest).TryAddAsync(cid))
        {
            // A crash before this write leaves a closed batch; the next Add finds it closed again and opens the same one.
            await state.SaveAsync(new AnchoringState { Newest = state.State.Newest + 1 });
        }

        return state.State.Newest;
    }

    private IAnchorBatchGrain Batch(int number) => GrainFactory.GetGrain<IAnchorBatchGrain>(AnchorBatchKey.Of(this.GetPrimaryKeyString(), number));
}

/// <summary>What <see cref="AnchorGrain"/> stores.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.AnchoringState")]
public sealed record AnchoringState
{
    /// <summary>Number of the newest batch.</summary>
    [Id(0)] public int Newest { get; init; }
}
