using PathoChain.Dev.Running;

namespace PathoChain.Dev.Tests;

public sealed class DataFolderTests
{
    [Fact]
    public void A_folder_is_of_one_up_until_that_ends()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");

        using (DataFolder.Occupy(data))
        {
            FluentActions.Invoking(() => DataFolder.Occupy(data)).Should().Throw<ToolException>()
                .WithMessage($"Data folder {data} is in use by another 'up'.\nFix: *--data*");
        }

        DataFolder.Occupy(data).Dispose();
    }

    [Fact]
    public void A_place_that_cannot_be_a_folder_is_named_with_the_fix()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("data");

        FluentActions.Invoking(() => DataFolder.Occupy(file)).Should().Throw<ToolException>()
            .WithMessage($"Data folder {file} cannot be written: *\nFix: name another one with --data.");
    }

    [Fact]
    public async Task Up_writes_nothing_into_the_folder_of_another_up()
    {
        using var folder = new TemporaryFolder();
        using var other = DataFolder.Occupy(folder.Path);
        var before = Directory.GetFileSystemEntries(folder.Path);

        var exitCode = await DeveloperTool.RunAsync(["up", "--port", $"{FreePort.Next()}", "--chain-port", $"{FreePort.Next()}", "--data", folder.Path]);

        exitCode.Should().Be(2);
        Directory.GetFileSystemEntries(folder.Path).Should().Equal(before);
    }
}
