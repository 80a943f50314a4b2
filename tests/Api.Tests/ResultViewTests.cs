using System.Net.Http.Json;
using System.Text.Json;
using PathoChain.Api.Images;
using PathoChain.Grains;

namespace PathoChain.Api.Tests;

public sealed class ResultViewTests
{
    [Theory]
    [InlineData(false, new string[0], new string[0])]
    [InlineData(true, new string[0], new[] { "too smooth" })]
    [InlineData(true, new[] { "too smooth" }, new[] { "too smooth", "another size" })]
    public void A_result_is_doubted_where_any_model_warns_as_the_page_has_it(bool doubted, string[] first, string[] second) =>
        ResultView.Of(ResultOf([first, second], warnings: ["a member is withdrawn"]), new("cid", "", default, 0, null, null, [])).Doubted.Should().Be(doubted);

    [Fact]
    public async Task Whoever_reads_the_JSON_sees_in_one_place_that_a_blank_says_nothing()
    {
        using var host = new ApiHost();
        using var client = host.CreateClient();
        var cid = await ClassifiedImage.CreateAsync(host, DrawnImages.Blank(50, 50));

        var image = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}");
        var listed = await client.GetFromJsonAsync<JsonElement>("/api/images");

        image.GetProperty("result").GetProperty("doubted").GetBoolean().Should().BeTrue();
        listed.GetProperty("items")[0].GetProperty("result").GetProperty("doubted").GetBoolean().Should().BeTrue();
    }

    private static EnsembleResult ResultOf(string[][] warningsOfVotes, string[] warnings) => new(
        0.5,
        "IDC",
        [.. warningsOfVotes.Select(each => new ModelVote("vgg16", new string('0', 64), 0.5, 0, "IDC", each, 1))],
        DateTimeOffset.UnixEpoch,
        Uncertain: false,
        Disagreement: false,
        warnings,
        Band: null,
        EnsembleSha256: null);
}
