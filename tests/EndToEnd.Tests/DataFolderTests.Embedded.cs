namespace PathoChain.EndToEnd.Tests;

public sealed class DataFolderTests
{
    [Fact]
    public async Task A_second_process_on_a_data_folder_is_refused_and_the_first_goes_on()
    {
        await using var network = await Network.StartAsync();
        await using var second = network.SecondApi();

        await second.Invoking(api => api.StartAsync()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("*PathoChain cannot start: Data:Directory * is in use by another process: stop that one*");

        second.Process.ExitCode.Should().Be(2);
        await network.Client.UploadAsync(DrawnImages.Png(50, 50, 71));
    }
}
