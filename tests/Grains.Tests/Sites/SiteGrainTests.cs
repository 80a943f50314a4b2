namespace PathoChain.Grains.Tests.Sites;

public sealed class SiteGrainTests(DevnetFixture chain) : IClassFixture<DevnetFixture>
{
    [Fact]
    public async Task A_list_goes_on_on_the_next_page_and_keeps_every_image_once()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var site = cluster.Grain<ISiteGrain>("a-site");
        var added = Enumerable.Range(0, SitePageKey.Capacity + 5).Select(number => $"cid-{number}").ToList();

        foreach (var cid in added)
        {
            await site.AddAsync(cid);
        }

        await site.AddAsync(added[^1]);
        await cluster.KillAndRestartAsync();

        site = cluster.Grain<ISiteGrain>("a-site");
        (await site.NewestPageAsync()).Should().Be(1);
        var listed = new List<string>();
        for (var page = 0; page <= 1; page++)
        {
            listed.AddRange(await cluster.Grain<ISitePageGrain>(SitePageKey.Of("a-site", page)).ListAsync());
        }

        listed.Should().Equal(added);
    }

    [Fact]
    public async Task An_image_that_is_added_again_after_its_page_has_filled_is_not_listed_twice()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var site = cluster.Grain<ISiteGrain>("a-site");
        var added = Enumerable.Range(0, SitePageKey.Capacity + 1).Select(number => $"cid-{number}").ToList();
        foreach (var cid in added)
        {
            await site.AddAsync(cid);
        }

        await site.AddAsync(added[0]);

        (await cluster.Grain<ISitePageGrain>(SitePageKey.Of("a-site", 1)).ListAsync()).Should().Equal(added[^1]);
    }
}
