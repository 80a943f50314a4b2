using System.Security.Cryptography;
using System.Text.Json;

namespace PathoChain.EndToEnd.Tests;

public sealed class WholeWayTests
{
    [Fact]
    public async Task Two_images_go_from_upload_to_result()
    {
        await using var network = await Network.StartAsync();

        foreach (var seed in new[] { 1, 2 })
        {
            var uploaded = await network.Client.UploadAsync(DrawnImages.Png(50, 50, seed));
            uploaded.GetProperty("phase").GetString().Should().Be("awaitingSignature");
            var cid = uploaded.GetProperty("cid").GetString()!;
            var hash = await network.RegisterAsync(uploaded);

            var classified = await network.Client.WaitForAsync(cid, "classified", "failed");

            classified.GetProperty("phase").GetString().Should().Be("classified");
            classified.GetProperty("registration").GetProperty("transactionHash").GetString().Should().Be(hash);
            classified.GetProperty("registration").GetProperty("gasUsed").GetInt64().Should().BeInRange(21_000, 60_000);
            ShouldHoldAResult(classified.GetProperty("result"));
            Phases(classified).Should().Equal(
                "stored", "awaitingSignature", "confirming", "registered", "classifying", "classified");
        }

        var listed = await network.Client.GetAsync("/api/images");
        listed.GetProperty("items").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task An_image_of_several_blocks_is_found_by_the_digest_of_its_root()
    {
        await using var network = await Network.StartAsync();

        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(900, 900, 4));
        await network.RegisterAsync(uploaded);

        var cid = uploaded.GetProperty("cid").GetString()!;
        cid.Should().StartWith("bafybei", "more than 1 MiB is a UnixFS file");
        network.Blocks().Count.Should().BeGreaterThan(2);
        var end = await network.Client.WaitForAsync(cid, "classified", "failed");
        end.GetProperty("phase").GetString().Should().Be("classified");
    }

    [SkippableFact]
    public async Task A_real_image_of_another_scale_is_classified_with_a_warning()
    {
        Skip.If(RealImages.Folder is null, RealImages.SkipReason);
        await using var network = await Network.StartAsync();

        var uploaded = await network.Client.UploadAsync(await File.ReadAllBytesAsync(RealImages.Files("breakhis")[0]));
        await network.RegisterAsync(uploaded);
        var classified = await network.Client.WaitForAsync(uploaded.GetProperty("cid").GetString()!, "classified", "failed");

        var warnings = classified.GetProperty("result").GetProperty("votes")[0].GetProperty("warnings").EnumerateArray();
        warnings.Select(warning => warning.GetString()).Should().ContainSingle(warning => warning!.Contains("700x460"));
    }

    [Fact]
    public async Task A_registration_counts_only_with_the_confirmations_that_were_asked_for()
    {
        await using var network = await Network.StartAsync(confirmations: 3);
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 3));
        var cid = uploaded.GetProperty("cid").GetString()!;

        await network.RegisterAsync(uploaded);
        var confirming = await network.Client.WaitForAsync(cid, "confirming");
        confirming.GetProperty("registration").GetProperty("confirmations").GetInt32().Should().Be(1);

        await network.Devnet.MineAsync(2);
        var classified = await network.Client.WaitForAsync(cid, "classified", "failed");
        classified.GetProperty("registration").GetProperty("confirmations").GetInt32().Should().Be(3);
    }

    private static void ShouldHoldAResult(JsonElement result)
    {
        result.GetProperty("probability").GetDouble().Should().BeInRange(0, 1);
        (result.GetProperty("label").ValueKind is JsonValueKind.Null).Should().Be(result.GetProperty("uncertain").GetBoolean());
        result.GetProperty("warnings").EnumerateArray().Should().BeEmpty();
        var votes = result.GetProperty("votes").EnumerateArray().ToList();
        votes.Select(vote => vote.GetProperty("model").GetString()).Should().Equal("basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2", "vgg16");
        votes.Should().AllSatisfy(vote => vote.GetProperty("modelSha256").GetString().Should().Be(HashOf(vote, "onnx")));
        votes.Should().AllSatisfy(vote => vote.GetProperty("cardSha256").GetString().Should().Be(HashOf(vote, "json")));
    }

    private static string HashOf(JsonElement vote, string extension) => Convert.ToHexStringLower(SHA256.HashData(
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "models", "artifacts", $"{vote.GetProperty("model").GetString()}.{extension}"))));

    private static IEnumerable<string?> Phases(JsonElement image) =>
        image.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("phase").GetString());
}
