namespace PathoChain.Grains.Sites;

/// <summary>Knows a site's newest page and opens the next one when it is full.</summary>
internal sealed class SiteGrain(
    [PersistentState("site", StorageNames.Grains)] IPersistentState<SiteState> state) : Grain, ISiteGrain
{
    public Task<int> NewestPageAsync() => Task.FromResult(state.State.NewestPage);

    public async Task AddAsync(string cid)
    {
        // The page before the newest is full, so it takes nothing and says only whether it has the image.
        if (state.State.NewestPage > 0 && await Page(state.State.NewestPage - 1).TryAppendAsync(cid))
        {
            return;
        }

        while (!await Page(state.State.NewestPage).TryAppendAsync(cid))
        {
            // A crash before this write leaves a full page; the next Add finds it full again and opens the same page.
            await state.SaveAsync(new SiteState { NewestPage = state.State.NewestPage + 1 });
        }
    }

    private ISitePageGrain Page(int number) => GrainFactory.GetGrain<ISitePageGrain>(SitePageKey.Of(this.GetPrimaryKeyString(), number));
}

/// <summary>What <see cref="SiteGrain"/> stores.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.SiteState")]
public sealed record SiteState
{
    [Id(0)] public int NewestPage { get; init; }
}
