using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Tests;

public sealed class PipelineTests
{
    [Fact]
    public async Task A_file_that_cannot_be_read_is_the_error_of_its_image_alone()
    {
        using var folder = new TemporaryFolder();
        string[] files = [folder.File("gone.png"), folder.Write("there.png")];
        using var api = new ApiClient(new Uri($"http://127.0.0.1:{FreePort.Next()}"));

        var runs = await new Pipeline(api, (_, _) => throw new InvalidOperationException("nothing gets so far")).RunAsync(files, folder.Path, concurrency: 1, _ => { }, default);

        runs.Select(run => run.File).Should().Equal("gone.png", "there.png");
        runs[0].Error.Should().Contain("Could not find file");
        runs[1].Error.Should().Contain("refused", "no API answers there");
    }
}
