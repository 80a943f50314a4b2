using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PathoChain.Api.Tests;

/// <summary>What becomes of a result once other models are served than those that voted.</summary>
public sealed class ReclassifyTests : IDisposable
{
    private readonly ApiHost _host = new();

    [Fact]
    public async Task An_image_on_which_a_withdrawn_model_voted_is_classified_anew_by_the_others_and_keeps_its_earlier_result()
    {
        var cid = await ClassifiedImage.CreateAsync(_host, DrawnImages.Png(50, 50, 1));
        using var client = _host.CreateClient();
        var before = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}");
        before.GetProperty("outdated").GetBoolean().Should().BeFalse();
        await ShouldBeRefusedAsync(client, cid, "result-current");
        var withdrawn = Sha256Of(before, "vgg16");

        await using var later = await RestartedWithoutAsync(withdrawn);
        using var after = later.CreateClient();
        (await after.GetFromJsonAsync<JsonElement>($"/api/images/{cid}")).GetProperty("outdated").GetBoolean().Should().BeTrue();
        using var asked = await after.PostAsync($"/api/images/{cid}/reclassify", content: null);
        asked.StatusCode.Should().Be(HttpStatusCode.OK);
        var begun = await ApiHost.JsonAsync(asked);
        begun.GetProperty("phase").GetString().Should().Be("classifying");
        begun.GetProperty("result").GetProperty("classifiedAt").GetString().Should().Be(before.GetProperty("result").GetProperty("classifiedAt").GetString(), "there is no other yet");

        var image = await ClassifiedImage.WaitAsync(after, cid);
        image.GetProperty("result").GetProperty("votes").EnumerateArray().Select(ModelOf).Should().Equal("basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2");
        image.GetProperty("outdated").GetBoolean().Should().BeFalse();
        var earlier = image.GetProperty("earlierResults").EnumerateArray().Single();
        earlier.GetProperty("probability").GetDouble().Should().Be(before.GetProperty("result").GetProperty("probability").GetDouble());
        earlier.GetProperty("votes").EnumerateArray().Single(vote => ModelOf(vote) == "vgg16").GetProperty("warnings").EnumerateArray().Last().GetString().Should().Contain("withdrawn");
        image.GetProperty("history").EnumerateArray().TakeLast(2).Select(line => $"{line.GetProperty("event").GetString()} {line.GetProperty("actor").GetString()}")
            .Should().Equal("classificationRequested client", "classificationDone system");

        await ShouldBeRefusedAsync(after, cid, "result-current");
        (await after.GetFromJsonAsync<JsonElement>($"/api/images?votedBy={withdrawn}")).GetProperty("items").GetArrayLength()
            .Should().Be(1, "the image was affected, whatever its result is now");
    }

    [Fact]
    public async Task An_image_without_a_result_is_not_classified_anew()
    {
        using var client = _host.CreateClient();
        using var uploaded = await client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 3)));

        await ShouldBeRefusedAsync(client, (await ApiHost.JsonAsync(uploaded)).GetProperty("cid").GetString()!, "not-classified");
        using var unknown = await client.PostAsync("/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku/reclassify", content: null);
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_image_that_did_not_fail_is_not_retried()
    {
        using var client = _host.CreateClient();
        using var uploaded = await client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 4)));

        await ShouldBeRefusedAsync(client, (await ApiHost.JsonAsync(uploaded)).GetProperty("cid").GetString()!, "not-failed", "retry");
        using var unknown = await client.PostAsync("/api/images/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku/retry", content: null);
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    public void Dispose() => _host.Dispose();

    private static string? ModelOf(JsonElement vote) => vote.GetProperty("model").GetString();

    private static string Sha256Of(JsonElement image, string model) => image.GetProperty("result").GetProperty("votes").EnumerateArray()
        .Single(vote => ModelOf(vote) == model).GetProperty("modelSha256").GetString()!;

    private static async Task ShouldBeRefusedAsync(HttpClient client, string cid, string code, string route = "reclassify")
    {
        using var answer = await client.PostAsync($"/api/images/{cid}/{route}", content: null);

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var problem = await ApiHost.JsonAsync(answer);
        problem.GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
        problem.GetProperty("detail").GetString().Should().Contain(cid);
    }

    private async Task<WebApplicationFactory<Program>> RestartedWithoutAsync(string sha256)
    {
        await _host.Services.GetRequiredService<IHost>().StopAsync();
        return _host.WithWebHostBuilder(builder => builder.UseSetting("Models:Withdrawn:0", sha256));
    }
}
