using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PathoChain.EndToEnd.Tests;

/// <summary>SIGKILL at each step of an image's way: whatever was acknowledged goes on to its end once the process is back.</summary>
public sealed class CrashTests
{
    /// <summary>How often to kill; a campaign sets more than the default of 6.</summary>
    private const string RoundsVariable = "PATHOCHAIN_CRASH_ROUNDS";

    [Fact]
    public async Task An_image_outlives_a_kill_at_every_step()
    {
        await using var network = await Network.StartAsync();

        var unsigned = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 10));
        await RestartAsync(network);

        var signed = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 11));
        await network.RegisterAsync(signed);
        await RestartAsync(network);

        // Registered while nobody looks: the event is only found after the start.
        var missed = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 12));
        await network.Api.KillAsync();
        await network.RegisterAsync(missed);
        await network.Api.StartAsync();

        await network.RegisterAsync(unsigned);
        foreach (var image in new[] { unsigned, signed, missed })
        {
            var cid = image.GetProperty("cid").GetString()!;
            var end = await network.Client.WaitForAsync(cid, "classified", "failed");
            end.GetProperty("phase").GetString().Should().Be("classified");
        }

        var listed = await network.Client.GetAsync("/api/images");
        listed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("cid").GetString())
            .Should().OnlyHaveUniqueItems().And.HaveCount(3);
    }

    [Fact]
    public async Task A_classification_that_was_asked_for_anew_outlives_a_kill()
    {
        const string Withdrawn = "vgg16";
        await using var network = await Network.StartAsync();
        var image = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 14));
        var cid = image.GetProperty("cid").GetString()!;
        await network.RegisterAsync(image);
        var first = await network.Client.WaitForAsync(cid, "classified");
        await network.Api.KillAsync();

        var sha256 = Votes(first).Single(vote => vote.GetProperty("model").GetString() == Withdrawn).GetProperty("modelSha256").GetString()!;
        await using var later = network.SecondApi(("Models:Withdrawn:0", sha256));
        await later.StartAsync();
        using var client = new ApiClient(later.BaseAddress);
        using var asked = await client.ReclassifyAsync(cid);
        asked.StatusCode.Should().Be(HttpStatusCode.OK);
        await later.KillAsync();
        await later.StartAsync();

        var end = await client.WaitForAsync(cid, "classified", "failed");
        end.GetProperty("phase").GetString().Should().Be("classified");
        Votes(end).Select(vote => vote.GetProperty("model").GetString()).Should().NotBeEmpty().And.NotContain(Withdrawn);
        end.GetProperty("earlierResults").EnumerateArray().Select(result => result.GetProperty("classifiedAt").GetString())
            .Should().Equal(first.GetProperty("result").GetProperty("classifiedAt").GetString());
    }

    [Fact]
    public async Task Kills_at_random_moments_lose_no_acknowledged_image_and_double_none()
    {
        const int ImagesPerRound = 4;
        var rounds = int.TryParse(Environment.GetEnvironmentVariable(RoundsVariable), out var asked) ? asked : 6;
        var moments = new Random(42);
        await using var network = await Network.StartAsync();

        var acknowledged = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            // A process that has just started takes its time for the first upload, on a busy machine half a second.
            var killed = KillAfterAsync(network, TimeSpan.FromMilliseconds(moments.Next(1_500)));
            for (var image = 0; image < ImagesPerRound; image++)
            {
                await UploadAndRegisterAsync(network, DrawnImages.Png(50, 50, 100 + (round * ImagesPerRound) + image), acknowledged);
            }

            await killed;
            await network.Api.StartAsync();
        }

        acknowledged.Should().NotBeEmpty();
        foreach (var cid in acknowledged)
        {
            var end = await network.Client.WaitForAsync(cid, "classified", "failed");
            end.GetProperty("phase").GetString().Should().Be("classified");
            end.GetProperty("history").EnumerateArray()
                .Count(entry => entry.GetProperty("phase").GetString() == "registered").Should().Be(1);
        }
    }

    [Fact]
    public async Task An_upload_repeated_after_a_kill_ends_at_the_same_image()
    {
        await using var network = await Network.StartAsync();
        var file = DrawnImages.Png(50, 50, 13);

        var first = await network.Client.UploadAsync(file, "one-key");
        await RestartAsync(network);
        var second = await network.Client.UploadAsync(file, "one-key");

        second.GetProperty("cid").GetString().Should().Be(first.GetProperty("cid").GetString());
        network.Blocks().Should().ContainSingle();
    }

    private static JsonElement.ArrayEnumerator Votes(JsonElement image) => image.GetProperty("result").GetProperty("votes").EnumerateArray();

    private static async Task RestartAsync(Network network)
    {
        await network.Api.KillAsync();
        await network.Api.StartAsync();
    }

    private static async Task KillAfterAsync(Network network, TimeSpan delay)
    {
        await Task.Delay(delay);
        await network.Api.KillAsync();
    }

    /// <summary>Does as much as the API lives to take; the image counts as acknowledged once its 202 is here.</summary>
    private static async Task UploadAndRegisterAsync(Network network, byte[] file, List<string> acknowledged)
    {
        try
        {
            var image = await network.Client.UploadAsync(file);
            acknowledged.Add(image.GetProperty("cid").GetString()!);
            await network.RegisterAsync(image);
        }
        catch (Exception gone) when (gone is HttpRequestException or SocketException)
        {
            // A connection that is reset while it is made comes as the bare error of the socket.
        }
    }
}
