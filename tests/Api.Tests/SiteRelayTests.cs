using System.Net;
using System.Net.Http.Json;

namespace PathoChain.Api.Tests;

/// <summary>Registering by signature alone where only a site's members count.</summary>
public sealed class SiteRelayTests
{
    private const int Stranger = 3;
    private const int Member = 4;

    [Fact]
    public async Task Nothing_is_asked_of_or_paid_for_an_account_that_does_not_speak_for_the_site()
    {
        var host = new RelayingHost { IsOfSite = true };
        await host.InitializeAsync();
        try
        {
            using var client = host.CreateClient();
            var cid = await RelayingHost.UploadAsync(client, seed: 1);
            var (stranger, member) = (await host.AccountAsync(Stranger), await host.AccountAsync(Member));
            await ShouldRefuseAsync(host, await client.GetAsync(Request(cid, stranger)), stranger);
            await host.GrantAsync((member, 0));
            var request = await RelayingHost.UntilAskedAsync(client, cid, member);
            var signed = await host.SignAsync(member, request);
            request["message"]!["registrant"] = stranger;
            var strangers = await host.SignAsync(stranger, request);

            await ShouldRefuseAsync(host, await client.PostAsJsonAsync($"/api/images/{cid}/registration", strangers), stranger);
            (await host.TransactionsAsync(RelayingHost.Signer)).Should().Be(0);
            (await client.PostAsJsonAsync($"/api/images/{cid}/registration", signed)).StatusCode.Should().Be(HttpStatusCode.Accepted);
            await RelayingHost.UntilAsync(client, $"/api/images/{cid}", image => image.GetProperty("phase").GetString() == "classified");

            var other = await RelayingHost.UploadAsync(client, seed: 2);
            host.Devnet.Stop();
            var unasked = await RelayingHost.ShouldBeProblemAsync(
                await client.GetAsync(Request(other, member)), HttpStatusCode.ServiceUnavailable, "chain-unavailable");
            unasked.GetProperty("detail").GetString().Should().Contain(member).And.Contain(host.Site!.Id);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static string Request(string cid, string registrant) => $"/api/images/{cid}/registration-request?registrant={registrant}";

    private static async Task ShouldRefuseAsync(RelayingHost host, HttpResponseMessage answer, string account)
    {
        var problem = await RelayingHost.ShouldBeProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "not-of-site");
        problem.GetProperty("detail").GetString().Should().Contain(account).And.Contain(host.Site!.Id);
    }
}
