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
        { "contract", node => node["registration"]!["contract"] = Account, "while the registry of the deployment file is" },
        { "chain", node => node["registration"]!["chainId"] = 1, "on chain 1, while the registry of the deployment file is" },
        { "registrant", node => node["registration"]!["registrant"] = Account, $"✗ The registry has no registration of that digest by {Account}" },
        { "time", node => node["registration"]!["blockTime"] = "2020-01-01T00:00:00Z", "not at 2020-01-01 00:00:00 UTC" },
        { "a time before there was time", node => node["registration"]!["blockTime"] = "1950-01-01T00:00:00Z", "not at 1950-01-01 00:00:00 UTC" },
        { "transaction", node => node["registration"]!["transactionHash"] = Other, $" did so, not {Other}" },
        { "block", node => node["registration"]!["blockHash"] = Other, $"✗ Block 6, {Other}, of 20" },
        { "block number", node => node["registration"]!["blockNumber"] = 1, "✗ Block 1, 0x" },
        { "anchor's contract", node => node["anchor"]!["contract"] = Account, $"✗ It was anchored at {Account}" },
        { "root", node => node["anchor"]!["root"] = Other, $"✗ Its Merkle proof does not lead to {Other}" },
        { "proof", node => node["anchor"]!["proof"]!.AsArray().RemoveAt(0), "✗ Its Merkle proof does not lead to" },
        { "leaves", node => node["anchor"]!["leafCount"] = 4, "of 3 digests, at " },
        { "anchorer", node => node["anchor"]!["anchorer"] = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "✗ 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 did not anchor" },
        { "anchor's time", node => node["anchor"]!["blockTime"] = "2020-01-01T00:00:00Z", "not of 3 at 2020-01-01 00:00:00 UTC" },
        { "anchor's block", node => node["anchor"]!["blockHash"] = Other, $"✗ Block 7, {Other}, of 20" },
        { "neither", node => (node["registration"], node["anchor"]) = (null, null), "✗ It is neither registered nor anchored" },
    };

    public static TheoryData<bool, Action<JsonNode>, string> Attested => new()
    {
        { false, _ => { }, "~ REGISTRANT attested at 20" },
        { false, node => node["result"]!["doubted"] = true, "~ REGISTRANT attested at 20" },
        { true, _ => { }, "– REGISTRANT attested at 20" },
        { false, node => node["result"]!["probability"] = 0.94, "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["salt"] = new string('6', 64), "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["label"] = null, "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["classifiedAt"] = "2026-12-01T03:00:00.1234568+00:00", "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["ensembleSha256"] = null, "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["votes"]![0]!["modelSha256"] = new string('c', 64), "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["votes"]![0]!["cardSha256"] = new string('d', 64), "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["votes"]![0]!.AsObject().Remove("cardSha256"), "✗ REGISTRANT attested at 20" },
        { false, node => node["result"]!["votes"]![0]!["logit"] = 2.588, "✗ REGISTRANT attested at 20" },
        { false, node => node["result"] = null, "✗ REGISTRANT attested at 20" },
    };

    [Fact]
    public async Task What_the_chain_says_too_holds_and_once_its_blocks_stay_is_verified_with_nothing_but_a_node()
    {
        var (early, output, errors) = await image.VerifyAsync(image.EvidenceFile(), "--envelope", image.EnvelopeFile, "--site", image.Site.Id);

        errors.Should().BeEmpty();
        output.Should().Contain("✓ The digest in bafybei")
            .And.Contain($"✓ {image.EnvelopeFile} (2097157 bytes) has that CID")
            .And.Contain($"– What follows is by the node at {image.Devnet.Url.GetLeftPart(UriPartial.Authority)} and the deployment file {image.Devnet.DeploymentFile};")
            .And.Contain("– Chain 31337 is a development chain")
            .And.Contain("the registry of the deployment file, whose code is there unchanged")
            .And.Contain("~ Block 6, 0x").And.Contain("may still be taken back")
            .And.Contain($"✓ {image.Registrant} registered that digest at 20")
            .And.Contain("✓ Transaction 0x")
            .And.Contain($"✓ {image.Registrant} has not withdrawn it")
            .And.Contain($"✓ {image.Registrant} spoke for site {image.Site.Id} then.")
            .And.Contain($"– {image.Registrant} attested to no result on the chain")
            .And.Contain("~ Block 7, 0x")
            .And.Contain("✓ Its Merkle proof leads to 0x")
            .And.Contain("anchored that root, of 3 digests, at 20")
            .And.NotContain("✗").And.EndWith("Holds so far: verify it again once its block cannot be taken back any more.\n");
        early.Should().Be(3);

        var snapshot = await image.Devnet.SnapshotAsync();
        await image.Devnet.MineAsync(64);
        var later = await image.VerifyAsync(image.EvidenceFile());
        await image.Devnet.RevertAsync(snapshot);

        later.Output.Should().Contain("✓ Block 6, 0x").And.Contain("✓ Block 7, 0x").And.EndWith("Verified: all that was looked at holds.\n");
        later.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task An_image_that_was_anchored_alone_is_told_by_that()
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["registration"] = null));

        output.Should().Contain("– The file holds no registration").And.Contain("– Whether anybody attested to a result was not looked at").And.Contain("✓ Its Merkle proof leads to").And.NotContain("✗");
        exitCode.Should().Be(3);
    }

    [Fact]
    public async Task One_that_was_registered_alone_is_told_by_that()
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["anchor"] = null));

        output.Should().Contain("✓ Transaction 0x").And.NotContain("Merkle").And.NotContain("✗");
        exitCode.Should().Be(3);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Whatever_was_changed_is_found(string what, Action<JsonNode> change, string finding)
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(change));

        output.Should().Contain(finding, "{0} was changed", what).And.Contain("Refuted: ");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task So_is_one_bit_of_the_encrypted_image()
    {
        var bytes = await File.ReadAllBytesAsync(image.EnvelopeFile);
        bytes[^1] ^= 1;
        var changed = image.Write(bytes);

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(), "--envelope", changed);

        output.Should().Contain($"✗ {changed} (2097157 bytes) has the CID bafybei").And.Contain("Refuted: 1 of the ");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task The_root_of_its_tree_does_not_pass_for_it_though_its_hash_is_the_same()
    {
        var raw = Cid.FromDigest(CidCodec.Raw, image.Digest.ToBytes()).ToString();
        var file = image.Write(image.RootBlock);

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => (node["cid"], node["envelopeBytes"]) = (raw, image.RootBlock.Length)), "--envelope", file);

        Cid.Of(CidCodec.Raw, image.RootBlock).ToString().Should().Be(raw, "else nothing is shown");
        output.Should().Contain($"✗ {file} ({image.RootBlock.Length} bytes) is no encrypted image of this system.");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task Without_the_encrypted_image_it_says_that_this_was_not_looked_at() =>
        (await image.VerifyAsync(image.EvidenceFile())).Output.Should().Contain("– Whether the encrypted image has that CID was not looked at: give it by --envelope.");

    [Fact]
    public async Task Who_did_not_speak_for_the_site_is_told()
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(), "--site", image.OtherSite.Id);

        output.Should().Contain($"✗ {image.Registrant} did not speak for site {image.OtherSite.Id} then.");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task A_withdrawal_ends_it()
    {
        var snapshot = await image.Devnet.SnapshotAsync();
        await image.SendAsync(ImageRegistryAbi.Revoke(image.Digest, 3));
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile());
        await image.Devnet.RevertAsync(snapshot);

        output.Should().Contain($"✗ {image.Registrant} withdrew it at 20").And.Contain("(reason 3)");
        exitCode.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Attested))]
    public async Task A_result_that_the_registrant_attested_to_is_told_from_any_other(bool earlier, Action<JsonNode> change, string finding)
    {
        var snapshot = await image.Devnet.SnapshotAsync();
        await image.AttestAsync(image.StatementOf(earlier));
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(change));
        await image.Devnet.RevertAsync(snapshot);

        output.Should().Contain(finding.Replace("REGISTRANT", image.Registrant.ToString(), StringComparison.Ordinal));
        exitCode.Should().Be(finding[0] == '✗' ? 1 : 3);
    }

    [Fact]
    public async Task An_attestation_stays_once_its_block_does_and_counts_for_the_site_of_that_time_alone()
    {
        var snapshot = await image.Devnet.SnapshotAsync();
        await image.Devnet.MineAsync(64);
        await image.AttestAsync(image.StatementOf(earlier: false));
        var early = await image.VerifyAsync(image.EvidenceFile(), "--site", image.Site.Id);
        await image.Devnet.MineAsync(65);
        var late = await image.VerifyAsync(image.EvidenceFile(), "--site", image.Site.Id);
        await image.Devnet.CallAsync("evm_increaseTime", 7200);
        await image.AttestAsync(image.StatementOf(earlier: false));
        var afterwards = await image.VerifyAsync(image.EvidenceFile(), "--site", image.Site.Id);
        await image.Devnet.RevertAsync(snapshot);

        early.Output.Should().Contain("✓ Block 6").And.Contain($"~ {image.Registrant} attested at ");
        early.ExitCode.Should().Be(3);
        late.Output.Should().Contain($"✓ {image.Registrant} attested at ").And.Contain("without its warnings");
        late.ExitCode.Should().Be(0);
        afterwards.Output.Should().Contain($"✓ {image.Registrant} spoke for site {image.Site.Id} then.").And.Contain($"but did not speak for site {image.Site.Id} then.");
        afterwards.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task What_was_refuted_stays_so_where_nothing_more_can_be_said()
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node =>
        {
            node["digest"] = Other;
            node["anchor"]!["blockNumber"] = 1_000_000_000;
        }));

        output.Should().Contain("– Nothing more can be said: The node's newest block is ").And.Contain("Refuted: ");
        exitCode.Should().Be(1);
    }
}
