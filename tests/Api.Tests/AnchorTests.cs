using System.Text.Json;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.Api.Tests;

/// <summary>What clients see of an anchor.</summary>
public sealed class AnchorTests
{
    [Fact]
    public async Task An_images_anchor_is_all_that_a_verifier_needs()
    {
        var host = new RelayingHost { IsAnchoring = true };
        await host.InitializeAsync();
        try
        {
            using var client = host.CreateClient();
            var cid = await RelayingHost.UploadAsync(client, seed: 1);
            await RelayingHost.UploadAsync(client, seed: 2);

            var image = await RelayingHost.UntilAsync(client, $"/api/images/{cid}", image => image.GetProperty("anchor").ValueKind is JsonValueKind.Object);

            var anchor = image.GetProperty("anchor");
            var proof = anchor.GetProperty("proof").EnumerateArray().Select(hash => Hash32.Parse(hash.GetString()!));
            MerkleProof.Verify(Hash32.Parse(anchor.GetProperty("root").GetString()!), Hash32.Parse(image.GetProperty("digest").GetString()!), proof).Should().BeTrue();
            anchor.GetProperty("chainId").GetInt64().Should().Be(31337);
            anchor.GetProperty("anchorer").GetString().Should().Be(await host.AccountAsync(RelayingHost.Signer));
            anchor.GetProperty("contract").GetString().Should().Be(image.GetProperty("registrationCall").GetProperty("to").GetString());
            anchor.GetProperty("leafCount").GetInt32().Should().BeInRange(1, 2);
            anchor.GetProperty("blockTime").GetDateTimeOffset().Should().BeAfter(DateTimeOffset.UnixEpoch);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
