using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PathoChain.Registry;

namespace PathoChain.Api.Tests;

public sealed class ReadTests : IDisposable
{
    private readonly ApiHost _host = new();
    private readonly HttpClient _client;

    public ReadTests() => _client = _host.CreateClient();

    [Fact]
    public async Task A_status_that_the_client_has_is_not_sent_again()
    {
        var cid = await UploadAsync(1);
        using var first = await _client.GetAsync($"/api/images/{cid}");
        first.Headers.ETag!.Tag.Should().StartWith("\"1-");

        using var second = await GetAsync($"/api/images/{cid}", first.Headers.ETag.Tag);

        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_waiting_client_is_answered_when_the_status_changes()
    {
        var cid = await UploadAsync(2);
        var waiting = GetAsync($"/api/images/{cid}?wait=20", await TagAsync(cid));

        var hash = Keccak256.Hash("announced"u8).ToString();
        using var announced = await _client.PutAsJsonAsync($"/api/images/{cid}/transaction", new { transactionHash = hash });
        announced.StatusCode.Should().Be(HttpStatusCode.OK);

        using var answer = await waiting;
        var image = await ApiHost.JsonAsync(answer);
        image.GetProperty("phase").GetString().Should().Be("submitted");
        image.GetProperty("transactionHash").GetString().Should().Be(hash);
        answer.Headers.ETag!.Tag.Should().StartWith("\"2-");
    }

    [Fact]
    public async Task A_client_whose_patience_ends_hears_that_nothing_changed()
    {
        var cid = await UploadAsync(3);
        var tag = await TagAsync(cid);
        var started = Stopwatch.GetTimestamp();

        using var answer = await GetAsync($"/api/images/{cid}?wait=1", tag);

        answer.StatusCode.Should().Be(HttpStatusCode.NotModified);
        Stopwatch.GetElapsedTime(started).Should().BeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task Pages_give_every_image_once_newest_first()
    {
        var uploaded = new List<string>();
        for (var seed = 0; seed < 7; seed++)
        {
            uploaded.Add(await UploadAsync(seed));
        }

        var listed = new List<string>();
        for (var path = "/api/images?limit=3"; path is not null;)
        {
            var page = await _client.GetFromJsonAsync<JsonElement>(path);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("cid").GetString()!));
            var next = page.GetProperty("nextPage");
            path = next.ValueKind is JsonValueKind.Null ? null : $"/api/images?limit=3&page={next.GetInt32()}";
        }

        listed.Should().Equal(uploaded.AsEnumerable().Reverse());
    }

    [Theory]
    [InlineData("/api/images/not-a-cid", HttpStatusCode.BadRequest, "bad-cid")]
    [InlineData("/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", HttpStatusCode.NotFound, "image-not-found")]
    [InlineData("/api/images/not-a-cid/heatmaps/basecnn", HttpStatusCode.BadRequest, "bad-cid")]
    [InlineData("/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku/heatmaps/basecnn", HttpStatusCode.NotFound, "image-not-found")]
    [InlineData("/api/images?limit=0", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/api/images?limit=101", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/api/images?limit=many", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/api/images?page=-1", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku?wait=21", HttpStatusCode.BadRequest, "bad-request")]
    public async Task A_wrong_question_gets_a_problem(string path, HttpStatusCode status, string code)
    {
        using var answer = await _client.GetAsync(path);

        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
        answer.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        answer.Headers.GetValues("Intended-Use").Single().Should().Be("research");
    }

    [Fact]
    public async Task A_malformed_announcement_gets_a_problem()
    {
        var cid = await UploadAsync(4);

        foreach (var body in new[] { """{"transactionHash":"0x12"}""", "{}", "{", "[]" })
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await _client.PutAsync($"/api/images/{cid}/transaction", content);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest, body);
            (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be("urn:pathochain:problem:bad-request", body);
        }
    }

    [Theory]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/models", HttpStatusCode.MethodNotAllowed)]
    public async Task An_unknown_route_or_method_gets_a_problem(string path, HttpStatusCode status)
    {
        using var answer = await _client.DeleteAsync(path);

        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await ApiHost.JsonAsync(answer)).GetProperty("detail").GetString().Should().StartWith(status is HttpStatusCode.NotFound ? $"Nothing is at {path}" : $"{path} takes no DELETE, but GET");
    }

    [Fact]
    public async Task Models_come_with_their_cards()
    {
        var models = await _client.GetFromJsonAsync<JsonElement>("/api/models");

        var items = models.GetProperty("items").EnumerateArray().ToList();
        items.Select(model => model.GetProperty("name").GetString()).Should().Equal("basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2", "vgg16");
        items.Should().AllSatisfy(model =>
        {
            model.GetProperty("card").GetProperty("sha256").GetString().Should().Be(model.GetProperty("sha256").GetString());
            model.GetProperty("positiveLabel").GetString().Should().NotContainEquivalentOf("malignant");
        });
    }

    [Fact]
    public async Task A_chain_that_is_away_degrades_but_does_not_stop_the_service()
    {
        JsonElement chain;
        do
        {
            chain = await _client.GetFromJsonAsync<JsonElement>("/api/chain");
        }
        while (chain.GetProperty("problem").ValueKind is JsonValueKind.Null);

        chain.GetProperty("problem").GetString().Should().Contain("127.0.0.1:9");
        chain.GetProperty("confirmations").GetInt32().Should().Be(1, "that is the default of a devnet");
        chain.GetProperty("finalized").GetInt64().Should().Be(-1);
        chain.GetProperty("site").ValueKind.Should().Be(JsonValueKind.Null);
        chain.GetProperty("followedAt").ValueKind.Should().Be(JsonValueKind.Null);
        using var ready = await _client.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.OK);
        var health = await ApiHost.JsonAsync(ready);
        health.GetProperty("status").GetString().Should().Be("degraded");
        health.GetProperty("checks").GetProperty("chain").GetProperty("description").GetString()
            .Should().Contain("127.0.0.1:9").And.Contain("Events are read to block -1 of -1, and were not to the head since the start.");
        using var live = await _client.GetAsync("/health/live");
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        document.GetProperty("info").GetProperty("description").GetString().Should().StartWith("Research use only.");
        document.GetProperty("paths").GetProperty("/api/images").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, IsRequired)
            .Should().BeEquivalentTo(new Dictionary<string, bool> { ["limit"] = false, ["page"] = false, ["votedBy"] = false, ["awaitingReview"] = false, ["notCopiedTo"] = false });
        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Should().BeEquivalentTo(
            "/api/images", "/api/images/{cid}", "/api/images/{cid}/transaction", "/api/images/{cid}/retry", "/api/images/{cid}/reclassify",
            "/api/images/{cid}/heatmaps/{model}", "/api/images/{cid}/envelope", "/api/images/{cid}/attestation", "/api/images/{cid}/reviews", "/api/images/{cid}/pixels", "/api/images/{cid}/registration-request", "/api/images/{cid}/registration",
            "/api/models", "/api/models/{id}", "/api/models/{id}/plots/{file}", "/api/models/ensemble", "/api/models/ensemble/plots/{file}", "/api/session", "/api/session/nonce", "/api/chain",
            "/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/{model}", "/v2/models/{model}/ready", "/v2/models/{model}/infer",
            "/v2/models/{model}/versions/{version}", "/v2/models/{model}/versions/{version}/ready", "/v2/models/{model}/versions/{version}/infer");
    }

    [Fact]
    public async Task The_web_client_is_served_under_a_policy_that_lets_nothing_else_in()
    {
        using var answer = await _client.GetAsync("/");

        (await answer.Content.ReadAsStringAsync()).Should().Contain("web client");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'self'").And.NotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
    }

    [Fact]
    public async Task A_browser_keeps_files_that_have_a_hash_in_their_name_and_asks_anew_for_the_page()
    {
        const string script = "assets/index-CV62noCT.js";
        Directory.CreateDirectory(Path.Combine(_host.WebDirectory, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_host.WebDirectory, script), "");

        using var page = await _client.GetAsync("/");
        using var asset = await _client.GetAsync(script);

        page.Headers.GetValues("Cache-Control").Should().Equal("no-cache");
        asset.Headers.GetValues("Cache-Control").Should().Equal("public, max-age=31536000, immutable");
    }

    [Fact]
    public async Task Another_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/images");
        request.Headers.Host = "attacker.example";

        using var answer = await _client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    private static bool IsRequired(JsonElement parameter) => parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    private async Task<string> UploadAsync(int seed)
    {
        using var answer = await _client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, seed)));
        return (await ApiHost.JsonAsync(answer)).GetProperty("cid").GetString()!;
    }

    private async Task<string> TagAsync(string cid)
    {
        using var answer = await _client.GetAsync($"/api/images/{cid}");
        return answer.Headers.ETag!.Tag;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return await _client.SendAsync(request);
    }
}
