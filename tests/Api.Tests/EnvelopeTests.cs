using System.Net;
using PathoChain.Content;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>The encrypted image is to be had, and is what its CID says.</summary>
public sealed class EnvelopeTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(50, "bafkrei")]
    [InlineData(900, "bafybei")]
    public async Task Its_bytes_have_its_cid_be_they_one_block_or_several(int side, string form)
    {
        using var client = host.CreateClient();
        var image = await UploadAsync(client, side);
        var cid = image.GetProperty("cid").GetString()!;

        using var answer = await client.GetAsync($"/api/images/{cid}/envelope");

        var envelope = await answer.Content.ReadAsByteArrayAsync();
        cid.Should().StartWith(form);
        ContentAddress.Of(envelope).ToString().Should().Be(cid);
        answer.Content.Headers.ContentLength.Should().Be(image.GetProperty("envelopeBytes").GetInt64()).And.Be(envelope.Length);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be($"{cid}.envelope");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Where_a_block_is_damaged_no_client_takes_the_answer_for_whole(int damaged)
    {
        using var client = host.CreateClient();
        var cid = (await UploadAsync(client, side: 900 + damaged)).GetProperty("cid").GetString()!;
        var blocks = Directory.GetFiles(Path.Combine(host.DataDirectory, "blocks"), "*", SearchOption.AllDirectories).OrderByDescending(File.GetCreationTimeUtc);
        foreach (var leaf in blocks.Where(file => Path.GetFileName(file).StartsWith("bafkrei", StringComparison.Ordinal)).Take(damaged))
        {
            await File.WriteAllBytesAsync(leaf, [0]);
        }

        await FluentActions.Awaiting(() => client.GetByteArrayAsync($"/api/images/{cid}/envelope")).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Of_no_image_there_is_none()
    {
        using var client = host.CreateClient();

        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{ContentAddress.Of("nothing"u8.ToArray())}/envelope"), HttpStatusCode.NotFound, "image-not-found");
        await ShouldBeProblemAsync(await client.GetAsync("/api/images/x/envelope"), HttpStatusCode.BadRequest, "bad-cid");
    }

    private static async Task<System.Text.Json.JsonElement> UploadAsync(HttpClient client, int side)
    {
        using var answer = await client.SendAsync(ApiHost.Upload(DrawnImages.Png(side, side, side)));
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        return await ApiHost.JsonAsync(answer);
    }
}
