namespace PathoChain.Grains.Sites;

/// <summary>Up to <see cref="SitePageKey.Capacity"/> CIDs in the order they came.</summary>
internal sealed class SitePageGrain(
    [PersistentState("page", StorageNames.Grains)] IPersistentState<SitePageState> state) : Grain, ISitePageGrain
{
    public Task<IReadOnlyList<string>> ListAsync() => Task.FromResult(state.State.Cids);

    public async Task<bool> TryAppendAsync(string cid)
    {
        if (state.State.Cids.Contains(cid))
        {
            return true;
        }

        if (state.State.Cids.Count >= SitePageKey.Capacity)
        {
            return false;
        }

        await state.SaveAsync(new SitePageState { Cids = [.. state.State.Cids, cid] });
        return true;
    }
}

/// <summary>What <see cref="SitePageGrain"/> stores.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.SitePageState")]
public sealed record SitePageState
{
    [Id(0)] public IReadOnlyList<string> Cids { get; init; } = [];
}
