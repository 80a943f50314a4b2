using System.Diagnostics;
using System.Text.Json;

namespace PathoChain.EndToEnd.Tests;

public sealed class DevnetRestartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_devnet_that_comes_back_empty_is_said_and_images_go_on()
    {
        await using var network = await Network.StartAsync(confirmations: 3);
        var waiting = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 20));
        var cid = waiting.GetProperty("cid").GetString()!;
        await network.RegisterAsync(waiting);
        await network.Client.WaitForAsync(cid, "confirming");

        await network.Devnet.RestartAsync();

        await ChainAsync(network, view =>
            view.GetProperty("resetAt").ValueKind is not JsonValueKind.Null && view.GetProperty("problem").ValueKind is JsonValueKind.Null);

        // Its registration is gone with the old chain, so it has to be signed again, and can be.
        var again = await network.Client.WaitForAsync(cid, "reorged", "replaced", "dropped");
        await network.RegisterAsync(again);
        await network.Devnet.MineAsync(2);
        var end = await network.Client.WaitForAsync(cid, "classified", "failed");
        end.GetProperty("phase").GetString().Should().Be("classified");
    }

    [Fact]
    public async Task An_image_whose_registration_was_final_is_signed_again_on_a_devnet_that_came_back_empty()
    {
        await using var network = await Network.StartAsync();
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 22));
        var cid = uploaded.GetProperty("cid").GetString()!;
        await network.RegisterAsync(uploaded);
        await network.Client.WaitForAsync(cid, "classified");
        await network.Devnet.MineAsync(100);
        var mined = DateTimeOffset.UtcNow;
        await ChainAsync(network, view => view.GetProperty("followedAt").GetDateTimeOffset() > mined);

        await network.Devnet.RestartAsync();

        await network.RegisterAsync(await network.Client.WaitForAsync(cid, "reorged"));
        await network.Client.WaitForAsync(cid, "classified");
    }

    [Fact]
    public async Task A_devnet_that_is_away_is_said_uploads_go_on_and_following_recovers()
    {
        await using var network = await Network.StartAsync();
        network.Devnet.Stop();

        await ChainAsync(network, view => view.GetProperty("problem").ValueKind is JsonValueKind.String);
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 21));

        await network.Devnet.RestartAsync();
        await network.RegisterAsync(uploaded);
        await network.Client.WaitForAsync(uploaded.GetProperty("cid").GetString()!, "classified");
        await ChainAsync(network, view => view.GetProperty("problem").ValueKind is JsonValueKind.Null);
    }

    private static async Task ChainAsync(Network network, Func<JsonElement, bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        JsonElement chain;
        do
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Limit);
            chain = await network.Client.GetAsync("/api/chain");
        }
        while (!condition(chain));
    }
}
