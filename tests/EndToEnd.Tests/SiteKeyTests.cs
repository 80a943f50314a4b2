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
            .WithMessage("*PathoChain cannot start: Site key*is missing*restore it from a backup*");

        network.Api.Process.ExitCode.Should().Be(2);
        File.Exists(network.SiteKeyFile).Should().BeFalse();
    }
}
