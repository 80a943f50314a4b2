using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>Where a site is configured, its directory on the chain says who is a pathologist; nobody signs in here, so any account may ask.</summary>
public sealed class SiteSignOffTests
{
    private const int Registrant = 4;
    private const int Pathologist = 5;

    [Fact]
    public async Task A_sign_off_is_taken_from_a_pathologist_of_the_site_and_not_while_the_chain_cannot_say()
    {
        var host = new RelayingHost { IsOfSite = true };
        await host.InitializeAsync();
        try
        {
            using var client = host.CreateClient();
            var (registrant, pathologist) = (await host.AccountAsync(Registrant), await host.AccountAsync(Pathologist));
            await host.GrantAsync((registrant, 0), (pathologist, 1));
            var cid = await UploadAsync(client, seed: 1);
            await client.PostAsJsonAsync($"/api/images/{cid}/registration", await host.SignAsync(registrant, await RelayingHost.UntilAskedAsync(client, cid, registrant)));
            var image = await UntilAsync(client, $"/api/images/{cid}", shown => shown.GetProperty("phase").GetString() == "classified");

            var refused = await ShouldBeProblemAsync(await PostAsync(client, cid, await SignedReviews.SignAsync(host.Devnet, registrant, image)), HttpStatusCode.UnprocessableEntity, "not-of-site");
            refused.GetProperty("detail").GetString().Should().Contain(registrant).And.Contain("was no pathologist of site").And.Contain(host.Site!.Id);
            (await PostAsync(client, cid, await SignedReviews.SignAsync(host.Devnet, pathologist, image))).StatusCode.Should().Be(HttpStatusCode.OK);

            var later = await SignedReviews.SignAsync(host.Devnet, pathologist, image, issuedAt: DateTimeOffset.UtcNow.AddSeconds(5));
            host.Devnet.Stop();
            await ShouldBeProblemAsync(await PostAsync(client, cid, later), HttpStatusCode.ServiceUnavailable, "chain-unavailable");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string cid, JsonObject signed) =>
        client.PostAsJsonAsync($"/api/images/{cid}/reviews", signed);
}
