using System.Text.Json.Nodes;
using PathoChain.Content;
using PathoChain.Registry;

namespace PathoChain.Cli.Tests;

/// <summary>Evidence is compared with a real chain, and whatever was changed in it is found.</summary>
public sealed class VerifyTests(RegisteredImage image) : IClassFixture<RegisteredImage>
{
    private const string Account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static readonly string Other = $"0x{new string('a', 64)}";

    public static TheoryData<string, Action<JsonNode>, string> Changes => new()
    {
        { "cid", node => node["cid"] = ContentAddress.Of("another"u8.ToArray()).ToString(), "✗ The digest in bafkrei" },
        { "digest", node => node["digest"] = Other, "✗ The registry has no registration of that digest" },
        { "contract", node => node["registration"]!["contract"] = Account, "while the registry that you trust is" },
        { "chain", node => node["registration"]!["chainId"] = 1, "on chain 1, while the registry that you trust is" },
        { "registrant", node => node["registration"]!["registrant"] = Account, $"✗ The registry has no registration of that digest by {Account}" },
        { "time", node => node["registration"]!["blockTime"] = "2020-01-01T00:00:00Z", "not at 2020-01-01 00:00:00 UTC" },
        { "transaction", node => node["registration"]!["transactionHash"] = Other, $"✗ The chain has no transaction {Other}" },
        { "block", node => node["registration"]!["blockHash"] = Other, $"{Other}: the chain was reorganised" },
        { "block number", node => node["registration"]!["blockNumber"] = 1, "not in block 1," },
        { "anchor's contract", node => node["anchor"]!["contract"] = Account, $"✗ It was anchored at {Account}" },
        { "root", node => node["anchor"]!["root"] = Other, $"✗ Its Merkle proof does not lead to {Other}" },
        { "proof", node => node["anchor"]!["proof"]!.AsArray().RemoveAt(0), "✗ Its Merkle proof does not lead to" },
        { "anchorer", node => node["anchor"]!["anchorer"] = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "which 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 did not anchor" },
        { "anchor's time", node => node["anchor"]!["blockTime"] = "2020-01-01T00:00:00Z", "not at 2020-01-01 00:00:00 UTC" },
        { "no registration", node => node["registration"] = null, "✗ It holds no registration" },
    };

    [Fact]
    public async Task What_the_chain_says_too_is_verified_with_nothing_but_a_node()
    {
        var (exitCode, output, errors) = await image.VerifyAsync(image.EvidenceFile(), "--envelope", image.EnvelopeFile);

        errors.Should().BeEmpty();
        output.Should().Contain("✓ The digest in bafybei")
            .And.Contain($"✓ {image.EnvelopeFile} (2097157 bytes) has that CID")
            .And.Contain("is the registry that you trust")
            .And.Contain($"✓ {image.Registrant} registered that digest at 20")
            .And.Contain("✓ Transaction 0x")
            .And.Contain(" That block has ")
            .And.Contain($"✓ {image.Registrant} has not withdrawn it")
            .And.Contain("✓ Its Merkle proof leads to 0x")
            .And.Contain("– What the models found is not on the chain")
            .And.NotContain("✗").And.EndWith("Verified: the image was registered as the evidence says.\n");
        exitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_block_so_deep_that_it_stays_is_said_to_be()
    {
        await image.Devnet.MineAsync(64);

        (await image.VerifyAsync(image.EvidenceFile())).Output.Should().Contain("✓ That block has ").And.Contain("of a node that calls none final");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Whatever_was_changed_is_found(string what, Action<JsonNode> change, string finding)
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(change));

        output.Should().Contain(finding, "{0} was changed", what).And.Contain("NOT verified: ");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task So_is_one_bit_of_the_encrypted_image()
    {
        var bytes = await File.ReadAllBytesAsync(image.EnvelopeFile);
        bytes[^1] ^= 1;
        var changed = image.Write("");
        await File.WriteAllBytesAsync(changed, bytes);

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(), "--envelope", changed);

        output.Should().Contain($"✗ {changed} (2097157 bytes) has the CID bafybei").And.Contain("NOT verified: 1 of");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task Without_the_encrypted_image_it_says_that_this_was_not_looked_at() =>
        (await image.VerifyAsync(image.EvidenceFile())).Output.Should().Contain("– Whether the encrypted image has that CID was not looked at: give it by --envelope.");

    [Fact]
    public async Task Who_did_not_speak_for_the_site_is_told_from_who_did()
    {
        var member = await image.VerifyAsync(image.EvidenceFile(), "--site", image.Site.Id);
        var stranger = await image.VerifyAsync(image.EvidenceFile(), "--site", image.OtherSite.Id);

        member.Output.Should().Contain($"✓ {image.Registrant} spoke for site {image.Site.Id} then.");
        member.ExitCode.Should().Be(0);
        stranger.Output.Should().Contain($"✗ {image.Registrant} did not speak for site {image.OtherSite.Id} then.");
        stranger.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task A_result_that_was_attested_to_is_told_and_a_withdrawal_ends_it()
    {
        await image.SendAsync(ImageRegistryAbi.Attest(image.Digest, Hash32.Parse(Other), Hash32.Parse(Other)));
        (await image.VerifyAsync(image.EvidenceFile())).Output.Should().Contain($"– {image.Registrant} attested at 20").And.Contain($"a result whose digest is {Other}");

        var snapshot = await image.Devnet.SnapshotAsync();
        await image.SendAsync(ImageRegistryAbi.Revoke(image.Digest, 3));
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile());
        await image.Devnet.RevertAsync(snapshot);

        output.Should().Contain($"✗ {image.Registrant} withdrew it at 20").And.Contain("(reason 3)");
        exitCode.Should().Be(1);
    }
}
