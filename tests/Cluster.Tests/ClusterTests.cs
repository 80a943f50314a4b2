using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PathoChain.Cluster.Tests;

/// <summary>Several processes that are one system.</summary>
public sealed class ClusterTests
{
    private const string AllModels = "basecnn, efficientnet_b0, mobilenet_v3_small, resnet50_v2, vgg16";

    private const string Unavailable = "urn:pathochain:problem:silo-unavailable";
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public ClusterTests() => Skip.IfNot(Postgres.IsInstalled, "PostgreSQL is not installed");

    [SkippableFact]
    public async Task An_image_that_one_site_takes_in_is_classified_where_the_accelerator_is_and_read_at_a_third()
    {
        await using var cluster = await SiloCluster.StartAsync();
        var first = await cluster.JoinAsync("first");
        await SiloCluster.WaitForAsync(first, $"silos: first (cpu); models: {AllModels} on first (cpu)");
        var second = await cluster.JoinAsync("second", accelerator: "gpu");
        var third = await cluster.JoinAsync("third");
        await SiloCluster.WaitForAsync(third, $"silos: first (cpu), second (gpu), third (cpu); models: {AllModels} on second (gpu)");

        using var uploader = new ApiClient(first.BaseAddress);
        var image = await uploader.UploadAsync(DrawnImages.Png(50, 50, 1));
        var cid = image.GetProperty("cid").GetString()!;
        await cluster.RegisterAsync(image);

        // Of three, two at least ask another silo for what they answer.
        foreach (var silo in new[] { third, second, first })
        {
            using var reader = new ApiClient(silo.BaseAddress);
            var end = await reader.WaitForAsync(cid, "classified", "failed");
            end.GetProperty("phase").GetString().Should().Be("classified");
            end.GetProperty("result").GetProperty("votes").GetArrayLength().Should().Be(5);
            (await reader.GetAsync("/api/images")).GetProperty("items")[0].GetProperty("cid").GetString().Should().Be(cid);
            (await reader.GetAsync("/api/models")).GetProperty("items").GetArrayLength().Should().Be(5);
            (await reader.GetAsync("/api/models/basecnn")).GetProperty("sha256").GetString().Should().HaveLength(64);
            using var http = new HttpClient { BaseAddress = silo.BaseAddress };
            (await http.GetByteArrayAsync($"/api/images/{cid}/heatmaps/basecnn")).Should().StartWith(Png);
        }
    }

    [SkippableFact]
    public async Task Where_a_site_is_lost_the_others_go_on_with_its_images_and_its_models()
    {
        await using var cluster = await SiloCluster.StartAsync();
        var lost = await cluster.JoinAsync("lost", accelerator: "gpu");
        var left = await cluster.JoinAsync("left");
        await SiloCluster.WaitForAsync(left, $"models: {AllModels} on lost (gpu)");

        using var client = new ApiClient(lost.BaseAddress);
        var image = await client.UploadAsync(DrawnImages.Png(50, 50, 2));
        var cid = image.GetProperty("cid").GetString()!;
        await lost.KillAsync();
        await cluster.RegisterAsync(image);

        var noticed = SiloCluster.WaitForAsync(left, $"silos: left (cpu); models: {AllModels} on left (cpu)");
        using var http = new HttpClient { BaseAddress = left.BaseAddress };
        while (!noticed.IsCompleted)
        {
            using var answer = await http.GetAsync($"/api/images/{cid}");
            (answer.IsSuccessStatusCode ? Unavailable : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()).Should().Be(Unavailable);
            await Task.Delay(200);
        }

        await noticed;
        using var other = new ApiClient(left.BaseAddress);
        var end = await other.WaitForAsync(cid, "classified", "failed");
        end.GetProperty("phase").GetString().Should().Be("classified");
        left.Lines().Should().Contain(line => line.Contains("A silo was lost; models and chain are back"), "it does not wait until they are asked for");
    }

    [SkippableFact]
    public async Task What_fails_at_one_site_is_told_at_another_as_it_is()
    {
        await using var cluster = await SiloCluster.StartAsync();
        var first = await cluster.JoinAsync("first");
        await cluster.JoinAsync("second", accelerator: "gpu");
        await SiloCluster.WaitForAsync(first, $"models: {AllModels} on second (gpu)");
        using var client = new ApiClient(first.BaseAddress);
        var images = new List<JsonElement>();
        for (var seed = 3; seed < 9; seed++) // some of whose grains are at the first site, while their models are at the second
        {
            images.Add(await client.UploadAsync(DrawnImages.Png(50, 50, seed)));
        }

        await cluster.DamageBlocksAsync();
        foreach (var image in images)
        {
            await cluster.RegisterAsync(image);
            var end = await client.WaitForAsync(image.GetProperty("cid").GetString()!, "classified", "failed");
            end.GetProperty("failure").GetProperty("reason").GetString().Should().Contain("restore the block from a backup");
        }
    }

    [SkippableFact]
    public async Task A_site_whose_machine_computes_otherwise_does_not_join_though_the_models_are_elsewhere()
    {
        using var candidates = new TemporaryFolder();
        QuantisedBaseCnn.WriteTo(candidates.Path);
        var card = JsonNode.Parse(await File.ReadAllTextAsync(candidates.File("basecnn.json")))!;
        card["selfCheckLogit"] = 7.5;
        await File.WriteAllTextAsync(candidates.File("basecnn.json"), card.ToJsonString());
        await using var cluster = await SiloCluster.StartAsync();
        var first = await cluster.JoinAsync("first", accelerator: "gpu");

        var join = cluster.Invoking(each => each.JoinAsync("otherwise", candidates: candidates.Path));

        (await join.Should().ThrowAsync<InvalidOperationException>().WithMessage("*PathoChain cannot start: *basecnn.onnx gives logit * on this machine and 7.5 where*"))
            .Which.Message.Should().NotContain("Unhandled exception");
        await SiloCluster.WaitForAsync(first, $"silos: first (gpu); models: {AllModels} on first (gpu)");
    }

    [SkippableFact]
    public async Task A_site_whose_data_folder_is_not_the_shared_one_does_not_join_and_makes_no_key()
    {
        using var unmounted = new TemporaryFolder();
        await using var cluster = await SiloCluster.StartAsync();
        var first = await cluster.JoinAsync("first");

        var join = cluster.Invoking(each => each.JoinAsync("elsewhere", data: unmounted.Path));

        (await join.Should().ThrowAsync<InvalidOperationException>().WithMessage($"*PathoChain cannot start: Site key {unmounted.File("site.key")} is missing, but images are under key *all silos of a cluster share*"))
            .Which.Message.Should().NotContain("Unhandled exception");
        Directory.GetFiles(unmounted.Path).Should().BeEmpty();
        await SiloCluster.WaitForAsync(first, $"silos: first (cpu); models: {AllModels} on first (cpu)");
    }

    [SkippableFact]
    public async Task A_site_with_a_damaged_model_says_so_in_one_line_and_ends()
    {
        using var candidates = new TemporaryFolder();
        QuantisedBaseCnn.WriteTo(candidates.Path);
        await File.AppendAllTextAsync(candidates.File("basecnn.onnx"), "x");
        await using var cluster = await SiloCluster.StartAsync();

        var join = cluster.Invoking(each => each.JoinAsync("damaged", candidates: candidates.Path));

        (await join.Should().ThrowAsync<InvalidOperationException>().WithMessage("*PathoChain cannot start: *basecnn.onnx has SHA-256*"))
            .Which.Message.Should().NotContain("Unhandled exception");
    }
}
