using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PathoChain.Api.Images;
using PathoChain.Api.Problems;
using PathoChain.Grains;
using PathoChain.Libvips;

namespace PathoChain.Api.Tests;

public sealed class HeatMapTests : IDisposable
{
    private readonly ApiHost _host = new();
    private readonly HttpClient _client;

    public HeatMapTests() => _client = _host.CreateClient();

    [Fact]
    public async Task A_vote_is_explained_by_a_transparent_image()
    {
        var cid = await ClassifiedAsync(1500, 750);

        using var answer = await _client.GetAsync($"/api/images/{cid}/heatmaps/basecnn");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        answer.Headers.CacheControl!.Private.Should().BeTrue();
        var image = ImageCodec.DecodeRgb(await answer.Content.ReadAsByteArrayAsync());
        (image.Width, image.Height).Should().Be((1024, 512));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/images/{cid}/heatmaps/basecnn");
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await _client.SendAsync(request);
        again.StatusCode.Should().Be(HttpStatusCode.NotModified);

        using var other = await _client.GetAsync($"/api/images/{cid}/heatmaps/mobilenet_v3_small");
        other.Headers.ETag.Should().NotBe(answer.Headers.ETag);
    }

    [Fact]
    public async Task An_image_without_votes_has_no_heat_map()
    {
        using var uploaded = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 1)));
        var cid = (await ApiHost.JsonAsync(uploaded)).GetProperty("cid").GetString();

        using var answer = await _client.GetAsync($"/api/images/{cid}/heatmaps/basecnn");

        await ShouldBeAsync(answer, HttpStatusCode.Conflict, "not-classified");
    }

    [Fact]
    public async Task A_model_that_did_not_vote_is_refused()
    {
        using var answer = await _client.GetAsync($"/api/images/{await ClassifiedAsync(50, 50)}/heatmaps/alexnet");

        await ShouldBeAsync(answer, HttpStatusCode.NotFound, "vote-not-found");
    }

    [Fact]
    public async Task Every_model_explains_its_vote()
    {
        var image = await _client.GetFromJsonAsync<JsonElement>($"/api/images/{await ClassifiedAsync(50, 50)}");
        foreach (var vote in image.GetProperty("result").GetProperty("votes").EnumerateArray())
        {
            using var answer = await _client.GetAsync($"/api/images/{image.GetProperty("cid").GetString()}/heatmaps/{vote.GetProperty("model").GetString()}");

            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData(null, "without a heat map")]
    [InlineData(1, "cannot say where")]
    public void No_map_or_one_of_a_single_cell_says_nothing_of_where(int? cells, string why)
    {
        var map = cells is { } count ? new HeatMap("", 1, 1, new float[count]) : null;

        FluentActions.Invoking(() => HeatMapApi.ShownOf("vgg16", map)).Should().Throw<ProblemException>().WithMessage($"*{why}*").Which.Problem.Should().Be(Problem.NoHeatMap);
    }

    [Fact]
    public async Task A_model_that_was_withdrawn_since_is_refused_and_its_vote_is_marked()
    {
        var cid = await ClassifiedAsync(50, 50);
        var models = await _client.GetFromJsonAsync<JsonElement>("/api/models");
        var withdrawn = models.GetProperty("items")[0];
        await _host.Services.GetRequiredService<IHost>().StopAsync();

        using var later = _host.WithWebHostBuilder(builder => builder.UseSetting("Models:Withdrawn:0", withdrawn.GetProperty("sha256").GetString()));
        using var client = later.CreateClient();
        using var answer = await client.GetAsync($"/api/images/{cid}/heatmaps/{withdrawn.GetProperty("name").GetString()}");

        await ShouldBeAsync(answer, HttpStatusCode.Conflict, "model-replaced");
        var listed = await client.GetFromJsonAsync<JsonElement>("/api/images");
        foreach (var image in new[] { await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}"), listed.GetProperty("items")[0] })
        {
            image.GetProperty("result").GetProperty("votes").EnumerateArray()
                .Where(vote => vote.GetProperty("warnings").EnumerateArray().Any(text => text.GetString()!.Contains("withdrawn", StringComparison.Ordinal)))
                .Select(vote => vote.GetProperty("modelSha256").GetString()).Should().Equal(withdrawn.GetProperty("sha256").GetString());
        }
    }

    [Fact]
    public async Task The_vote_of_a_candidate_is_explained_by_the_candidate()
    {
        using var folder = new TemporaryFolder();
        var sha256 = QuantisedBaseCnn.WriteTo(folder.Path);
        using var host = new ApiHost { CandidateDirectory = folder.Path };
        using var trial = host.WithWebHostBuilder(builder => builder.UseSetting("Models:CanaryShare", "1"));
        using var client = trial.CreateClient();
        var image = await File.ReadAllBytesAsync(Path.Combine(RepositoryRoot.Path, "samples", "synthetic-patch-3.png"));
        var (byCandidate, byServed) = (await ClassifiedImage.CreateAsync(trial, image), await ClassifiedImage.CreateAsync(_host, image));

        using var answer = await client.GetAsync($"/api/images/{byCandidate}/heatmaps/basecnn");

        answer.Headers.ETag!.Tag.Should().Be($"\"{sha256}.{byCandidate}\"");
        var overlay = await answer.Content.ReadAsByteArrayAsync();
        overlay.Should().NotEqual(await _client.GetByteArrayAsync($"/api/images/{byServed}/heatmaps/basecnn"));
    }

    [Fact]
    public async Task Of_models_that_may_be_on_a_lost_silo_the_one_that_voted_alone_is_asked()
    {
        var vote = new ModelVote("basecnn", "11", 0.5, 0, "a label", [], 1);
        var model = Stub.Of<IModelGrain>((_, _) => Task.FromResult(new ModelDescription("basecnn", "11", "a task", "no", "yes", 50, 50, "{}")));
        var ensemble = Stub.Of<IEnsembleGrain>((method, _) => method.Name is nameof(IEnsembleGrain.NamesAsync)
            ? Task.FromResult<IReadOnlyList<string>>(["basecnn", "lost"])
            : throw new TimeoutException("It asks those of a lost silo."));
        var grains = Stub.Of<IGrainFactory>((method, key) => method.ReturnType == typeof(IEnsembleGrain) ? ensemble : key[0] is "basecnn" ? model : null);

        await FluentActions.Awaiting(() => HeatMapApi.RequireAtHandAsync(vote, grains)).Should().NotThrowAsync();
        await FluentActions.Awaiting(() => HeatMapApi.RequireAtHandAsync(vote with { Model = "gone" }, grains)).Should().ThrowAsync<ProblemException>();
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    private static async Task ShouldBeAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
    }

    private Task<string> ClassifiedAsync(int width, int height) => ClassifiedImage.CreateAsync(_host, DrawnImages.Png(width, height, 1));
}
