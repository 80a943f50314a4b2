namespace PathoChain.Grains.Images;

internal sealed class SamePixelsGrain(
    [PersistentState("pixels", StorageNames.Grains)] IPersistentState<SamePixelsState> state) : Grain, ISamePixelsGrain
{
    public async Task<IReadOnlyList<string>> AddAsync(string cid)
    {
        var known = state.State.Cids;
        if (!known.Contains(cid) && known.Count < ISamePixelsGrain.Most)
        {
            await state.SaveAsync(new SamePixelsState { Cids = [.. known, cid] });
        }

        return [.. known.TakeWhile(other => other != cid)];
    }

    public async Task RemoveAsync(string cid)
    {
        if (state.State.Cids.Contains(cid))
        {
            await state.SaveAsync(new SamePixelsState { Cids = [.. state.State.Cids.Where(other => other != cid)] });
        }
    }
}

/// <summary>What <see cref="SamePixelsGrain"/> stores.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.SamePixelsState")]
public sealed record SamePixelsState
{
    /// <summary>Oldest first.</summary>
    [Id(0)] public IReadOnlyList<string> Cids { get; init; } = [];
}
