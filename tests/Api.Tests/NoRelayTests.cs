using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PathoChain.Api.Tests;

/// <summary>A server without a signer.</summary>
public sealed class NoRelayTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Registering_by_signature_is_a_typed_problem()
    {
        using var client = host.CreateClient();
        const string image = "/api/images/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
        HttpResponseMessage[] answers =
        [
            await client.GetAsync($"{image}/registration-request?registrant=0x5FbDB2315678afecb367f032d93F642f64180aa3"),
            await client.PostAsJsonAsync($"{image}/registration", new { registrant = "0x", deadline = 1, signature = "0x" }),
            await client.GetAsync($"{image}/registration"),
        ];

        foreach (var answer in answers)
        {
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            (await ApiHost.JsonAsync(answer)).GetProperty("type").GetString().Should().Be("urn:pathochain:problem:no-relay");
        }
    }

    [Fact]
    public async Task The_chain_says_that_there_is_no_relay()
    {
        using var client = host.CreateClient();

        (await client.GetFromJsonAsync<JsonElement>("/api/chain")).GetProperty("relay").GetBoolean().Should().BeFalse();
    }
}
