using System.Diagnostics;

namespace PathoChain.EndToEnd.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_waits_for_no_client_that_waits_for_news()
    {
        await using var network = await Network.StartAsync();
        var image = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 50));
        using var http = new HttpClient { BaseAddress = network.Api.BaseAddress };
        var path = $"/api/images/{image.GetProperty("cid").GetString()}";
        using var known = await http.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?wait=20");
        request.Headers.IfNoneMatch.Add(known.Headers.ETag!);
        var waiting = http.SendAsync(request);
        await network.Client.GetAsync("/api/chain");

        var started = Stopwatch.GetTimestamp();
        using var stop = Process.Start("kill", ["-TERM", $"{network.Api.Process.Id}"]);
        await network.Api.Process.WaitForExitAsync();

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(12), "the client had asked to wait for 20 s");
        network.Api.Process.ExitCode.Should().Be(0);
        using var answer = await waiting;
        ((int)answer.StatusCode).Should().Be(304);
    }
}
