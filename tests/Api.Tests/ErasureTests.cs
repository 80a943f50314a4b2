using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PathoChain.Content;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>An erased image cannot be opened again, by anybody, while what was found in it stays.</summary>
public sealed class ErasureTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Its_key_and_its_blocks_are_gone_and_its_result_stays()
    {
        using var client = host.CreateClient();
        var cid = await ClassifiedImage.CreateAsync(host, DrawnImages.Png(1200, 1200, 1));
        var before = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}");
        Blocks().Should().HaveCountGreaterThan(1, "it is to have a tree of them");

        using var answer = await client.DeleteAsync($"/api/images/{cid}");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var erased = await ApiHost.JsonAsync(answer);
        erased.GetProperty("phase").GetString().Should().Be("erased");
        erased.GetProperty("digest").GetString().Should().Be(before.GetProperty("digest").GetString());
        erased.GetProperty("registration").GetRawText().Should().Be(before.GetProperty("registration").GetRawText());
        erased.GetProperty("result").GetRawText().Should().Be(before.GetProperty("result").GetRawText());
        Blocks().Should().BeEmpty();
        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/envelope"), HttpStatusCode.Gone, "image-erased");
        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/heatmaps/basecnn"), HttpStatusCode.Gone, "image-erased");
        (await client.DeleteAsync($"/api/images/{cid}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_that_waits_for_its_signature_can_be_erased_and_one_that_was_never_there_cannot()
    {
        using var client = host.CreateClient();
        var cid = await UploadAsync(client, seed: 2);

        (await client.DeleteAsync($"/api/images/{cid}")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}")).GetProperty("phase").GetString().Should().Be("erased");
        await ShouldBeProblemAsync(await client.DeleteAsync($"/api/images/{ContentAddress.Of("nothing"u8.ToArray())}"), HttpStatusCode.NotFound, "image-not-found");
        await ShouldBeProblemAsync(await client.DeleteAsync("/api/images/nonsense"), HttpStatusCode.BadRequest, "bad-cid");
    }

    private IEnumerable<string> Blocks() => Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "blocks"), "*", SearchOption.AllDirectories);
}
