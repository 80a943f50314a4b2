namespace PathoChain.Grains.Tests.Images;

/// <summary>An image that was uploaded before is known again, until it is erased.</summary>
public sealed class SamePixelsTests(DevnetFixture chain) : IClassFixture<DevnetFixture>
{
    [Fact]
    public async Task A_later_upload_names_the_earlier_ones_and_an_erased_one_is_forgotten()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var (first, second, third) = (await CreateAsync(cluster, "pixels"), await CreateAsync(cluster, "pixels"), await CreateAsync(cluster, "other pixels"));

        first.SamePixelsAs.Should().BeEmpty();
        second.SamePixelsAs.Should().Equal(first.Cid);
        third.SamePixelsAs.Should().BeEmpty();

        var erased = (await cluster.Image(first.Cid).EraseAsync())!;
        erased.Image.PixelFingerprint.Should().BeNull("who has the site's key could else try images on it");
        (await CreateAsync(cluster, "pixels")).SamePixelsAs.Should().Equal(second.Cid);

        await cluster.Image(third.Cid).EraseAsync();
        (await CreateAsync(cluster, "other pixels")).SamePixelsAs.Should().BeEmpty();
    }

    [Fact]
    public async Task They_are_told_in_their_order_once_each_and_no_more_than_are_kept()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var pixels = cluster.Grain<ISamePixelsGrain>("a fingerprint/+=");
        foreach (var number in Enumerable.Range(0, ISamePixelsGrain.Most))
        {
            (await pixels.AddAsync($"{number}")).Should().HaveCount(number);
        }

        (await pixels.AddAsync("3")).Should().Equal("0", "1", "2");
        await cluster.DeactivateAsync(pixels);
        (await pixels.AddAsync("one more")).Should().HaveCount(ISamePixelsGrain.Most);
        (await pixels.AddAsync("yet another")).Should().HaveCount(ISamePixelsGrain.Most);
    }

    private static async Task<ImageStatus> CreateAsync(GrainCluster cluster, string fingerprint)
    {
        var (cid, image) = await cluster.StoreImageAsync(seed: 1);
        return await cluster.Image(cid).CreateAsync(image with { PixelFingerprint = fingerprint });
    }
}
