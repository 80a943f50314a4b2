using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PathoChain.Api.Access;
using PathoChain.Content;
using PathoChain.Libvips;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>Pathologists sign results off, and nobody else.</summary>
public sealed class SignOffTests(ListedHost host) : IClassFixture<ListedHost>
{
    private const int Uploader = 0;
    private const int Auditor = 3;
    private const int Pathologist = 4;
    private const int Second = 5;

    public static TheoryData<string, string, Action<JsonNode>> Refused => new()
    {
        { "bad-request", "reviewer is not an address", signed => signed["reviewer"] = "me" },
        { "bad-request", "resultDigest is not 0x", signed => signed["resultDigest"] = null },
        { "bad-request", "signature is not 0x", signed => signed["signature"] = "0x" },
        { "bad-signature", "The signature is of 0x", signed => signed["verdict"] = "not assessable" },
        { "bad-signature", "The signature is of 0x", signed => signed["issuedAt"] = (long)signed["issuedAt"]! + 1 },
        { "bad-signature", "contract wallets are not asked", signed => signed["signature"] = "0x00" },
        { "bad-signature", "is signed in: sign with that account", signed => signed["reviewer"] = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
        { "bad-verdict", "verdict is none of 'invasive ductal carcinoma', 'no invasive ductal carcinoma', 'not assessable'", signed => signed["verdict"] = "benign" },
        { "bad-issue-time", "set the clock of the machine", signed => signed["issuedAt"] = (long)signed["issuedAt"]! - 700 },
        { "bad-issue-time", "set the clock of the machine", signed => signed["issuedAt"] = long.MaxValue },
        { "bad-issue-time", "issuedAt is missing", signed => signed["issuedAt"] = null },
        { "result-replaced", "is not the one that", signed => signed["resultDigest"] = $"0x{new string('1', 64)}" },
    };

    [Fact]
    public async Task A_signed_verdict_is_kept_with_the_image_which_is_reviewed_then()
    {
        var cid = await ClassifiedAsync(seed: 1);
        var client = await host.ClientOfAsync(Pathologist);
        var account = await host.AccountAsync(Pathologist);
        var image = await ImageAsync(client, cid);
        (await AwaitingAsync(client)).Should().Contain(cid);
        var signed = await SignAsync(image);

        using var answer = await PostAsync(client, cid, signed);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var reviewed = await ApiHost.JsonAsync(answer);
        reviewed.GetProperty("phase").GetString().Should().Be("reviewed");
        reviewed.GetProperty("result").GetRawText().Should().Be(image.GetProperty("result").GetRawText());
        var review = reviewed.GetProperty("reviews").EnumerateArray().Should().ContainSingle().Which;
        review.GetProperty("reviewer").GetString().Should().Be(account);
        review.GetProperty("verdict").GetString().Should().Be(SignedReviews.Positive);
        review.GetProperty("issuedAt").GetDateTimeOffset().ToUnixTimeSeconds().Should().Be((long)signed["issuedAt"]!);
        review.GetProperty("resultOf").GetRawText().Should().Be(image.GetProperty("result").GetProperty("classifiedAt").GetRawText());
        review.GetProperty("signature").GetString().Should().Be((string?)signed["signature"]);
        var last = reviewed.GetProperty("history").EnumerateArray().Last();
        (last.GetProperty("event").GetString(), last.GetProperty("phase").GetString()).Should().Be(("signedOff", "reviewed"));
        (await AwaitingAsync(client)).Should().NotContain(cid);
    }

    [Fact]
    public async Task What_is_sent_twice_is_kept_once_and_a_second_opinion_and_a_change_of_mind_are_kept_too()
    {
        var cid = await ClassifiedAsync(seed: 2);
        var client = await host.ClientOfAsync(Pathologist);
        var other = await host.ClientOfAsync(Second);
        var image = await ImageAsync(client, cid);
        var now = DateTimeOffset.UtcNow;
        var first = await SignAsync(image, issuedAt: now);

        await PostAsync(client, cid, first);
        var signature = (string)first["signature"]!;
        first["signature"] = signature[..^2] + (signature[^2..] == "1b" ? "00" : "01");
        using var again = await PostAsync(client, cid, first);
        (await ApiHost.JsonAsync(again)).GetProperty("reviews").GetArrayLength().Should().Be(1);
        using var second = await PostAsync(other, cid, await SignAsync(image, Second, "not assessable", now));
        using var changed = await PostAsync(client, cid, await SignAsync(image, verdict: "no invasive ductal carcinoma", issuedAt: now.AddSeconds(1)));

        var reviewed = await ApiHost.JsonAsync(changed);
        reviewed.GetProperty("reviews").EnumerateArray().Select(review => review.GetProperty("verdict").GetString())
            .Should().Equal(SignedReviews.Positive, "not assessable", "no invasive ductal carcinoma");
        reviewed.GetProperty("history").EnumerateArray().Count(line => line.GetProperty("event").GetString() == "signedOff").Should().Be(3);
        var late = await ShouldBeProblemAsync(await PostAsync(client, cid, await SignAsync(image, issuedAt: now.AddSeconds(1))), HttpStatusCode.Conflict, "not-signed-off");
        late.GetProperty("detail").GetString().Should().Contain("at that second or later");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_was_not_signed_like_this_here_and_now_is_refused(string code, string detail, Action<JsonNode> change)
    {
        var cid = await ClassifiedAsync(seed: 3);
        var client = await host.ClientOfAsync(Pathologist);
        var image = await ImageAsync(client, cid);
        var signed = await SignAsync(image);
        change(signed);

        using var answer = await PostAsync(client, cid, signed);

        var problem = await ApiHost.JsonAsync(answer);
        problem.GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
        problem.GetProperty("detail").GetString().Should().Contain(detail);
        (await ImageAsync(client, cid)).GetProperty("version").GetInt64().Should().Be(image.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task An_image_without_a_result_has_nothing_to_sign_off()
    {
        var uploader = await host.ClientOfAsync(Uploader);
        var cid = await UploadAsync(uploader, seed: 4);
        var client = await host.ClientOfAsync(Pathologist);
        var signed = new JsonObject { ["reviewer"] = await host.AccountAsync(Pathologist) };

        await ShouldBeProblemAsync(await PostAsync(client, cid, signed), HttpStatusCode.Conflict, "not-classified");
        await ShouldBeProblemAsync(await PostAsync(client, ContentAddress.Of("nothing"u8.ToArray()).ToString(), signed), HttpStatusCode.NotFound, "image-not-found");
        (await AwaitingAsync(client)).Should().NotContain(cid);
    }

    [Theory]
    [InlineData(Uploader)]
    [InlineData(Auditor)]
    public async Task Others_are_told_who_may(int account)
    {
        var cid = await ClassifiedAsync(seed: 5);
        var client = await host.ClientOfAsync(account);

        var problem = await ShouldBeProblemAsync(await PostAsync(client, cid, await SignAsync(await ImageAsync(client, cid), account)), HttpStatusCode.Forbidden, "not-a-pathologist");

        problem.GetProperty("detail").GetString().Should().Contain("Access:Pathologists");
        (await client.GetFromJsonAsync<SessionView>("/api/session"))!.MaySignOff.Should().BeFalse();
    }

    [Fact]
    public async Task A_pathologist_who_is_no_uploader_changes_nothing_else()
    {
        var client = await host.ClientOfAsync(Pathologist);

        var session = (await client.GetFromJsonAsync<SessionView>("/api/session"))!;
        (session.MayChange, session.MaySignOff).Should().Be((false, true));
        var problem = await ShouldBeProblemAsync(await client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, 6))), HttpStatusCode.Forbidden, "may-only-read");
        problem.GetProperty("detail").GetString().Should().Contain("pathologist");
    }

    [Fact]
    public async Task A_pathologist_sees_the_image_itself_and_is_noted_while_others_do_not()
    {
        var file = DrawnImages.Png(50, 40, 7);
        var uploader = await host.ClientOfAsync(Uploader);
        var cid = await ClassifiedImage.CreateAsync(uploader, host.Services, file);
        var client = await host.ClientOfAsync(Pathologist);

        using var pixels = await client.GetAsync($"/api/images/{cid}/pixels");

        pixels.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        pixels.Headers.CacheControl!.NoStore.Should().BeTrue();
        ImageCodec.DecodeRgb(await pixels.Content.ReadAsByteArrayAsync()).Should().BeEquivalentTo(ImageCodec.DecodeRgb(file));
        await ShouldBeProblemAsync(await uploader.GetAsync($"/api/images/{cid}/pixels"), HttpStatusCode.Forbidden, "not-a-pathologist");
        await ShouldBeProblemAsync(await (await host.ClientOfAsync(Auditor)).GetAsync($"/api/images/{cid}/pixels"), HttpStatusCode.Forbidden, "not-a-pathologist");
        (await uploader.DeleteAsync($"/api/images/{cid}")).StatusCode.Should().Be(HttpStatusCode.OK);
        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/pixels"), HttpStatusCode.Gone, "image-erased");
        host.Log.Written.Should().Contain($"Information {await host.AccountAsync(Pathologist)} asked for GET /api/images/{cid}/pixels: 200")
            .And.Contain($"Information {await host.AccountAsync(Uploader)} has {cid} erased");
    }

    private static Task<JsonElement> ImageAsync(HttpClient client, string cid) => client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}");

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string cid, JsonNode signed) =>
        client.PostAsJsonAsync($"/api/images/{cid}/reviews", signed);

    private static async Task<IEnumerable<string?>> AwaitingAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/images?awaitingReview=true&limit=100")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("cid").GetString());

    private async Task<JsonObject> SignAsync(JsonElement image, int account = Pathologist, string verdict = SignedReviews.Positive, DateTimeOffset? issuedAt = null) =>
        await SignedReviews.SignAsync(host.Devnet, await host.AccountAsync(account), image, verdict, issuedAt);

    private async Task<string> ClassifiedAsync(int seed)
    {
        var client = await host.ClientOfAsync(Uploader);
        return await ClassifiedImage.CreateAsync(client, host.Services, DrawnImages.Png(50, 50, seed));
    }
}
