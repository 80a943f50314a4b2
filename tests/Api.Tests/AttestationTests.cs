using System.Net;
using PathoChain.Content;
using static PathoChain.Api.Tests.RelayingHost;

namespace PathoChain.Api.Tests;

/// <summary>Where no attestation is to be had; with a chain it is in EndToEnd.Tests.</summary>
public sealed class AttestationTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_image_without_a_result_has_nothing_to_attest_to()
    {
        using var client = host.CreateClient();
        var cid = await UploadAsync(client, seed: 1);

        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/attestation"), HttpStatusCode.Conflict, "not-classified");
        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{ContentAddress.Of("nothing"u8.ToArray())}/attestation"), HttpStatusCode.NotFound, "image-not-found");
    }

    [Fact]
    public async Task While_the_chain_is_away_it_is_not_said_that_nobody_attested()
    {
        var cid = await ClassifiedImage.CreateAsync(host, DrawnImages.Png(50, 50, 2));
        using var client = host.CreateClient();

        await ShouldBeProblemAsync(await client.GetAsync($"/api/images/{cid}/attestation"), HttpStatusCode.ServiceUnavailable, "chain-unavailable");
    }
}
