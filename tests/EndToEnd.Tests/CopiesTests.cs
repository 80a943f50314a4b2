namespace PathoChain.EndToEnd.Tests;

/// <summary>What an IPFS node beside the installation holds of an image, from its upload to its end.</summary>
public sealed class CopiesTests
{
    [Fact]
    public async Task An_image_outlives_the_loss_of_the_block_store_and_a_crash_and_is_gone_everywhere_once_it_is_erased()
    {
        await using var kubo = await KuboServer.StartAsync();
        await using var network = await Network.StartAsync(kubo: kubo.Url);
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(900, 900, 4));
        var cid = uploaded.GetProperty("cid").GetString()!;
        await network.Client.WaitForCopyAsync(cid);
        kubo.Pins.Keys.Should().Equal(cid);
        kubo.Blocks.Should().HaveCount(network.Blocks().Count);

        await network.Api.KillAsync();
        Directory.Delete(network.BlockDirectory, recursive: true);
        await network.Api.StartAsync();
        await network.RegisterAsync(uploaded);

        (await network.Client.WaitForAsync(cid, "classified", "failed")).GetProperty("phase").GetString().Should().Be("classified", "the models read it from its copy");
        network.Blocks().Should().HaveCount(kubo.Blocks.Count);
        (await network.Client.EraseAsync(cid)).GetProperty("copies").GetArrayLength().Should().Be(0);
        kubo.Blocks.Should().BeEmpty();
        network.Blocks().Should().BeEmpty();
    }
}
