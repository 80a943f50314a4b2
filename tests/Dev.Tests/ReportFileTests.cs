using PathoChain.Dev.Output;

namespace PathoChain.Dev.Tests;

public sealed class ReportFileTests
{
    [Fact]
    public void A_file_that_can_be_written_is_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var earlier = folder.Write("earlier.json", "{}");

        ReportFile.RequireWritable(earlier);
        ReportFile.RequireWritable(folder.File("new.json"));
        ReportFile.RequireWritable(null);

        Directory.GetFiles(folder.Path).Should().Equal(earlier);
        File.ReadAllText(earlier).Should().Be("{}");
    }

    [Theory]
    [InlineData("no-such-folder/report.json")]
    [InlineData("a-file/report.json")]
    [InlineData(".")]
    public void A_place_that_cannot_be_written_is_named_with_the_fix(string place)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a-file");

        FluentActions.Invoking(() => ReportFile.RequireWritable(folder.File(place))).Should().Throw<ToolException>()
            .WithMessage($"No report can be written to '{folder.File(place)}': *\nFix: name another file with --json*");
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("chaos")]
    public async Task A_run_whose_report_cannot_be_written_does_not_begin(string verb) =>
        (await DeveloperTool.RunAsync([verb, "--json", "/no/such/folder/report.json"])).Should().Be(2);

    [Fact]
    public void No_name_at_all_is_no_file() =>
        FluentActions.Invoking(() => ReportFile.RequireWritable(string.Empty)).Should().Throw<ToolException>();
}
