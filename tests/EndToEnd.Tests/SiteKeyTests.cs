namespace PathoChain.EndToEnd.Tests;

public sealed class SiteKeyTests
{
    [Fact]
    public async Task A_start_without_the_key_of_stored_images_is_refused_and_makes_no_other()
    {
        await using var network = await Network.StartAsync();
        await network.Client.UploadAsync(DrawnImages.Png(50, 50, 70));
        await network.Api.KillAsync();
        File.Delete(network.SiteKeyFile);

        await network.Api.Invoking(api => api.StartAsync()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("*PathoChain cannot start: Site key*is missing*restore that key from a backup*");

        network.Api.Process.ExitCode.Should().Be(2);
        File.Exists(network.SiteKeyFile).Should().BeFalse();
    }

    [Fact]
    public async Task A_start_with_another_key_is_refused_and_with_the_first_one_goes_on()
    {
        await using var network = await Network.StartAsync();
        var image = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 73));
        await network.Api.KillAsync();
        var key = await File.ReadAllBytesAsync(network.SiteKeyFile);
        await File.WriteAllBytesAsync(network.SiteKeyFile, [.. key.Reverse()]);

        (await network.Api.Invoking(api => api.StartAsync()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage($"*PathoChain cannot start: Site key {network.SiteKeyFile} is key *, but images are under key *: restore that key from a backup*"))
            .Which.Message.Should().NotContain("Unhandled exception");

        network.Api.Process.ExitCode.Should().Be(2);
        await File.WriteAllBytesAsync(network.SiteKeyFile, key);
        await network.Api.StartAsync();
        await network.RegisterAsync(image);
        (await network.Client.WaitForAsync(image.GetProperty("cid").GetString()!, "classified", "failed")).GetProperty("phase").GetString().Should().Be("classified");
    }
}
