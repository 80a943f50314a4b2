using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PathoChain.Api.Relay;

namespace PathoChain.Api.Tests;

/// <summary>Registering by signature alone, with a devnet's account as the server's signer and others as registrants.</summary>
public sealed class RelayTests(RelayingHost host) : IClassFixture<RelayingHost>
{
    [Fact]
    public async Task A_signed_registration_is_sent_once_and_leads_to_a_result()
    {
        using var client = host.CreateClient();
        var cid = await RelayingHost.UploadAsync(client, seed: 1);
        var registrant = await host.AccountAsync(3);
        var body = await host.SignAsync(registrant, await RelayingHost.RequestAsync(client, cid, registrant));

        var first = await client.PostAsJsonAsync($"/api/images/{cid}/registration", body);
        var again = await client.PostAsJsonAsync($"/api/images/{cid}/registration", body);

        first.StatusCode.Should().Be(HttpStatusCode.Accepted);
        again.StatusCode.Should().BeOneOf(HttpStatusCode.Accepted, HttpStatusCode.Conflict);
        var image = await RelayingHost.UntilAsync(client, $"/api/images/{cid}", image => image.GetProperty("phase").GetString() == "classified");
        image.GetProperty("registration").GetProperty("registrant").GetString().Should().Be(registrant);
        image.GetProperty("registration").GetProperty("sender").GetString().Should().Be(await host.AccountAsync(RelayingHost.Signer));
        var relayed = await RelayingHost.UntilAsync(client, $"/api/images/{cid}/registration", call => call.GetProperty("phase").GetString() == "final");
        relayed.GetProperty("transactionHash").GetString().Should().Be(image.GetProperty("transactionHash").GetString());
        (await host.TransactionsAsync(RelayingHost.Signer)).Should().Be(1);

        var late = await client.GetAsync($"/api/images/{cid}/registration-request?registrant={registrant}");
        await RelayingHost.ShouldBeProblemAsync(late, HttpStatusCode.Conflict, "already-registered");
    }

    [Fact]
    public async Task A_request_is_the_typed_data_of_this_registry_and_image_for_an_hour()
    {
        using var client = host.CreateClient();
        var cid = await RelayingHost.UploadAsync(client, seed: 2);
        var registrant = await host.AccountAsync(4);

        var request = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}/registration-request?registrant={registrant}");

        var image = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}");
        request.GetProperty("primaryType").GetString().Should().Be("Registration");
        request.GetProperty("domain").GetProperty("chainId").GetInt64().Should().Be(31337);
        request.GetProperty("domain").GetProperty("verifyingContract").GetString().Should().Be(image.GetProperty("registrationCall").GetProperty("to").GetString());
        var message = request.GetProperty("message");
        message.GetProperty("registrant").GetString().Should().Be(registrant);
        message.GetProperty("digest").GetString().Should().Be(image.GetProperty("digest").GetString());
        DateTimeOffset.FromUnixTimeSeconds(message.GetProperty("deadline").GetInt64()).Should().BeCloseTo(DateTimeOffset.UtcNow.AddHours(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_is_not_signed_so_by_the_registrant_is_refused_and_not_sent()
    {
        using var client = host.CreateClient();
        var cid = await RelayingHost.UploadAsync(client, seed: 3);
        var registrant = await host.AccountAsync(5);
        var signed = await host.SignAsync(registrant, await RelayingHost.RequestAsync(client, cid, registrant));
        var deadline = signed.Deadline;

        await RefusedAsync(signed with { Registrant = await host.AccountAsync(6) }, HttpStatusCode.UnprocessableEntity, "bad-signature");
        await RefusedAsync(signed with { Deadline = deadline + 1 }, HttpStatusCode.UnprocessableEntity, "bad-signature");
        await RefusedAsync(signed with { Deadline = deadline + 100_000 }, HttpStatusCode.UnprocessableEntity, "bad-deadline");
        await RefusedAsync(signed with { Deadline = 1 }, HttpStatusCode.UnprocessableEntity, "bad-deadline");
        await RefusedAsync(signed with { Deadline = null }, HttpStatusCode.UnprocessableEntity, "bad-deadline");
        await RefusedAsync(signed with { Signature = "0x12" }, HttpStatusCode.UnprocessableEntity, "bad-signature");
        await RefusedAsync(signed with { Signature = "0x" + new string('0', 5000) }, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync(signed with { Signature = "zz" }, HttpStatusCode.BadRequest, "bad-request");
        await RefusedAsync(signed with { Registrant = "0x12" }, HttpStatusCode.BadRequest, "bad-request");
        await RelayingHost.ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/registration"), HttpStatusCode.NotFound, "not-relayed");

        async Task RefusedAsync(SignedRegistration body, HttpStatusCode status, string code) =>
            await RelayingHost.ShouldBeProblemAsync(await client.PostAsJsonAsync($"/api/images/{cid}/registration", body), status, code);
    }

    [Fact]
    public async Task The_chain_says_that_there_is_a_relay()
    {
        using var client = host.CreateClient();

        (await client.GetFromJsonAsync<JsonElement>("/api/chain")).GetProperty("relay").GetBoolean().Should().BeTrue();
    }
}
