using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PathoChain.Api.Tests;

/// <summary>Registering by signature alone, with a devnet's account as the server's signer and others as registrants.</summary>
public sealed class RelayTests(RelayTests.RelayingHost host) : IClassFixture<RelayTests.RelayingHost>
{
    [Fact]
    public async Task A_signed_registration_is_sent_once_and_leads_to_a_result()
    {
        using var client = host.CreateClient();
        var cid = await UploadAsync(client, seed: 1);
        var registrant = await host.AccountAsync(3);
        var request = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}/registration-request?registrant={registrant}");
        var body = await SignAsync(registrant, request);

        var first = await client.PostAsJsonAsync($"/api/images/{cid}/registration", body);
        var again = await client.PostAsJsonAsync($"/api/images/{cid}/registration", body);

        first.StatusCode.Should().Be(HttpStatusCode.Accepted);
        again.StatusCode.Should().BeOneOf(HttpStatusCode.Accepted, HttpStatusCode.Conflict);
        var image = await UntilAsync(client, $"/api/images/{cid}", "classified");
        image.GetProperty("registration").GetProperty("registrant").GetString().Should().Be(registrant);
        image.GetProperty("registration").GetProperty("sender").GetString().Should().Be(await host.AccountAsync(RelayingHost.Signer));
        var relayed = await UntilAsync(client, $"/api/images/{cid}/registration", "final");
        relayed.GetProperty("transactionHash").GetString().Should().Be(image.GetProperty("transactionHash").GetString());
        (await host.TransactionsAsync(RelayingHost.Signer)).Should().Be(1);

        var late = await client.GetAsync($"/api/images/{cid}/registration-request?registrant={registrant}");
        await ShouldBeProblemAsync(late, HttpStatusCode.Conflict, "already-registered");
    }

    [Fact]
    public async Task A_request_is_the_typed_data_of_this_registry_and_image_for_an_hour()
    {
        using var client = host.CreateClient();
        var cid = await UploadAsync(client, seed: 2);
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
        var cid = await UploadAsync(client, seed: 3);
        var registrant = await host.AccountAsync(5);
        var request = await client.GetFromJsonAsync<JsonElement>($"/api/images/{cid}/registration-request?registrant={registrant}");
        var signed = await SignAsync(registrant, request);
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
        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/registration"), HttpStatusCode.NotFound, "not-relayed");

        async Task RefusedAsync(Signed body, HttpStatusCode status, string code) =>
            await ShouldBeProblemAsync(await client.PostAsJsonAsync($"/api/images/{cid}/registration", body), status, code);
    }

    [Fact]
    public async Task The_chain_says_that_there_is_a_relay()
    {
        using var client = host.CreateClient();

        (await client.GetFromJsonAsync<JsonElement>("/api/chain")).GetProperty("relay").GetBoolean().Should().BeTrue();
    }

    private static async Task<string> UploadAsync(HttpClient client, int seed)
    {
        var answer = await client.SendAsync(ApiHost.Upload(DrawnImages.Png(50, 50, seed)));
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        return (await ApiHost.JsonAsync(answer)).GetProperty("cid").GetString()!;
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.Should().Be(status);
        (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be($"urn:pathochain:problem:{code}");
    }

    private static async Task<JsonElement> UntilAsync(HttpClient client, string path, string phase)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var found = await client.GetFromJsonAsync<JsonElement>(path, limit.Token);
            if (found.GetProperty("phase").GetString() == phase)
            {
                return found;
            }

            await Task.Delay(100, limit.Token);
        }
    }

    private async Task<Signed> SignAsync(string account, JsonElement request)
    {
        var signature = await host.Devnet.CallAsync("eth_signTypedData_v4", account, request);
        return new(account, request.GetProperty("message").GetProperty("deadline").GetInt64(), signature.GetString());
    }

    private sealed record Signed(string? Registrant, long? Deadline, string? Signature);

    /// <summary>The API with a devnet, whose account at <see cref="Signer"/> pays.</summary>
    public sealed class RelayingHost : IAsyncLifetime
    {
        public const int Signer = 9;

        private readonly ApiHost _api = new();
        private WebApplicationFactory<Program> _relaying = null!;

        public Devnet Devnet { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Devnet = await Devnet.StartAsync();
            var signer = await AccountAsync(Signer);
            _relaying = _api.WithWebHostBuilder(builder =>
            {
                builder.UseSetting("Chain:RpcUrl", Devnet.Url.ToString());
                builder.UseSetting("Chain:DeploymentFile", Devnet.DeploymentFile);
                builder.UseSetting("Chain:PollInterval", "00:00:00.1");
                builder.UseSetting("Chain:Signer:Address", signer);
            });
        }

        public HttpClient CreateClient() => _relaying.CreateClient();

        /// <summary>The devnet's account at <paramref name="index"/>, EIP-55.</summary>
        public async Task<string> AccountAsync(int index) =>
            PathoChain.Registry.Address.Parse((await Devnet.CallAsync("eth_accounts"))[index].GetString()!).ToString();

        /// <summary>How many transactions an account sent.</summary>
        public async Task<int> TransactionsAsync(int account)
        {
            var count = await Devnet.CallAsync("eth_getTransactionCount", await AccountAsync(account), "latest");
            return int.Parse(count.GetString()![2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        public async Task DisposeAsync()
        {
            await _relaying.DisposeAsync();
            await _api.DisposeAsync();
            await Devnet.DisposeAsync();
        }
    }
}
