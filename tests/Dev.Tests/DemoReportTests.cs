using System.Text.Json;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Tests;

public sealed class DemoReportTests
{
    [Fact]
    public async Task The_file_holds_each_image_in_full_and_the_totals()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "report.json");
        var seconds = new StageSeconds(0.1, 0.2, 0.3);
        ImageRun[] runs = [new("a.png", false, DemoImages.Classified(), seconds, null), new("b.png", true, null, seconds, "refused")];

        await DemoReport.Of(runs, readySeconds: 4, seconds: 3).WriteAsync(file, CancellationToken.None);

        var report = JsonElement.Parse(await File.ReadAllBytesAsync(file));
        report.GetProperty("classified").GetInt32().Should().Be(1);
        report.GetProperty("failed").GetInt32().Should().Be(1);
        report.GetProperty("secondsPerImage").GetDouble().Should().Be(1.5);
        report.GetProperty("images")[0].GetProperty("image").GetProperty("cid").GetString().Should().Be(DemoImages.Cid);
        report.GetProperty("images")[1].GetProperty("synthetic").GetBoolean().Should().BeTrue();
        report.GetProperty("images")[1].GetProperty("error").GetString().Should().Be("refused");
    }
}
