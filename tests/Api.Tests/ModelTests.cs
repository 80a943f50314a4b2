using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace PathoChain.Api.Tests;

public sealed class ModelTests : IClassFixture<ApiHost>, IDisposable
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly HttpClient _client;

    public ModelTests(ApiHost host) => _client = host.CreateClient();

    [Fact]
    public async Task A_model_is_found_by_name_and_by_hash_with_its_card_figures_and_plots()
    {
        foreach (var name in new[] { "basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2", "vgg16" })
        {
            var byName = await _client.GetFromJsonAsync<JsonElement>($"/api/models/{name}");
            var sha256 = byName.GetProperty("sha256").GetString();
            var byHash = await _client.GetFromJsonAsync<JsonElement>($"/api/models/{sha256}");

            JsonElement.DeepEquals(byName, byHash).Should().BeTrue();
            byName.GetProperty("card").GetProperty("name").GetString().Should().Be(name);
            byName.GetProperty("figures").GetProperty("rocAuc").GetDouble().Should().BeInRange(0.5, 1);
            byName.GetProperty("figures").GetProperty("intervals").GetProperty("rocAuc").GetArrayLength().Should().Be(2);
            byName.GetProperty("plots").EnumerateArray().Should().NotBeEmpty();
        }
    }

    [Fact]
    public async Task Every_plot_that_is_named_is_a_picture()
    {
        var models = await _client.GetFromJsonAsync<JsonElement>("/api/models");
        foreach (var name in models.GetProperty("items").EnumerateArray().Select(model => model.GetProperty("name").GetString()))
        {
            var model = await _client.GetFromJsonAsync<JsonElement>($"/api/models/{name}");
            foreach (var plot in model.GetProperty("plots").EnumerateArray())
            {
                using var answer = await _client.GetAsync(plot.GetString());

                answer.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
                (await answer.Content.ReadAsByteArrayAsync()).Should().StartWith(PngSignature);
            }
        }
    }

    [Fact]
    public async Task The_ensemble_is_found_like_a_model_with_its_card_figures_and_plot()
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(RepositoryRoot.Path, "models", "artifacts", "ensemble.json"));

        var ensemble = await _client.GetFromJsonAsync<JsonElement>("/api/models/ensemble");

        ensemble.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(file)));
        var card = ensemble.GetProperty("card");
        JsonElement.DeepEquals(card, JsonElement.Parse(file)).Should().BeTrue();
        ensemble.GetProperty("figures").GetProperty("rocAuc").GetDouble().Should().Be(card.GetProperty("metrics").GetProperty("rocAuc").GetDouble());
        ensemble.GetProperty("figures").GetProperty("intervals").GetProperty("rocAuc").GetArrayLength().Should().Be(2);
        var plot = ensemble.GetProperty("plots").EnumerateArray().Should().ContainSingle().Which.GetString();
        (await _client.GetByteArrayAsync(plot)).Should().Equal(await File.ReadAllBytesAsync(Path.Combine(RepositoryRoot.Path, "models", "reports", "ensemble.png")));
    }

    [Theory]
    [InlineData("/api/models/vgg99", "model-not-found")]
    [InlineData("/api/models/vgg99/plots/basecnn.png", "model-not-found")]
    [InlineData("/api/models/basecnn/plots/metrics.json", "plot-not-found")]
    [InlineData("/api/models/basecnn/plots/mobilenet_v3_small.png", "plot-not-found")]
    [InlineData("/api/models/basecnn/plots/..%2Fartifacts%2Fbasecnn.json", "plot-not-found")]
    [InlineData("/api/models/basecnn/plots/%2E%2E%5Cartifacts%5Cbasecnn.json", "plot-not-found")]
    [InlineData("/api/models/basecnn/plots/%2Fetc%2Fpasswd", "plot-not-found")]
    [InlineData("/api/models/basecnn/plots/ensemble.png", "plot-not-found")]
    [InlineData("/api/models/ensemble/plots/basecnn.png", "plot-not-found")]
    [InlineData("/api/models/ensemble/plots/..%2Fartifacts%2Fensemble.json", "plot-not-found")]
    [InlineData("/api/models/..%2F..%2Freports%2Fbasecnn/plots/basecnn.png", "model-not-found")]
    public async Task Nothing_but_a_models_own_plots_is_served(string path, string code)
    {
        using var answer = await _client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
    }

    [Theory]
    [InlineData("""{"models":{"basecnn":"ab"},"figures":{"basecnn":{"rocAuc":1}}}""")]
    [InlineData("""{"models":[],"figures":7}""")]
    [InlineData("{")]
    [InlineData(null)]
    public async Task A_report_of_another_file_or_none_leaves_the_model_without_figures(string? report)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("basecnn.png"), PngSignature);
        if (report is not null)
        {
            File.WriteAllText(folder.File("metrics.json"), report);
        }

        using var host = new ApiHost { ReportsDirectory = folder.Path };
        using var client = host.CreateClient();
        var model = await client.GetFromJsonAsync<JsonElement>("/api/models/basecnn");

        model.GetProperty("figures").ValueKind.Should().Be(JsonValueKind.Null);
        model.GetProperty("plots").GetArrayLength().Should().Be(0);
        using var plot = await client.GetAsync("/api/models/basecnn/plots/basecnn.png");
        plot.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_model_says_how_its_candidate_does()
    {
        using var folder = new TemporaryFolder();
        var sha256 = QuantisedBaseCnn.WriteTo(folder.Path);
        using var host = new ApiHost { CandidateDirectory = folder.Path };
        using var client = host.CreateClient();

        var before = (await client.GetFromJsonAsync<JsonElement>("/api/models/basecnn")).GetProperty("candidate");
        await ClassifiedImage.CreateAsync(host, DrawnImages.Png(50, 50, seed: 1));
        var after = await CandidateAsync(client, candidate => candidate.GetProperty("images").GetInt64() == 1);

        before.GetRawText().Should().Be(
            $$"""{"sha256":"{{sha256}}","version":"3","shadowShare":1,"canaryShare":0,"images":0,"calledOtherwise":0,"meanDifference":null,"largestDifference":null,"timesAsFast":null,"failures":0}""");
        after.GetProperty("meanDifference").GetDouble().Should().BeInRange(1e-9, 1).And.Be(after.GetProperty("largestDifference").GetDouble());
        after.GetProperty("timesAsFast").GetDouble().Should().BePositive();
        var items = (await client.GetFromJsonAsync<JsonElement>("/api/models")).GetProperty("items").EnumerateArray().ToList();
        items.Where(model => model.GetProperty("candidate").ValueKind is JsonValueKind.Object)
            .Select(model => model.GetProperty("name").GetString()).Should().Equal("basecnn");
    }

    private static async Task<JsonElement> CandidateAsync(HttpClient client, Func<JsonElement, bool> isThere)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var candidate = (await client.GetFromJsonAsync<JsonElement>("/api/models/basecnn", limit.Token)).GetProperty("candidate");
            if (isThere(candidate))
            {
                return candidate;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    public void Dispose() => _client.Dispose();
}
