using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PathoChain.Registry;

namespace PathoChain.EndToEnd.Tests;

/// <summary>What an auditor does with what the page saves.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task The_evidence_of_an_image_is_verified_by_another_program_as_long_as_nobody_changes_it()
    {
        await using var network = await Network.StartAsync(signer: 1, leaves: 1);
        using var folder = new TemporaryFolder();
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(900, 900, 5));
        var cid = uploaded.GetProperty("cid").GetString()!;
        await network.RegisterAsync(uploaded);
        await network.Client.WaitForAnchorAsync(cid);
        await network.Client.WaitForAsync(cid, "classified", "failed");
        await AttestAsync(network, cid);
        await SignOffAsync(network, cid);
        var (evidence, envelope) = (folder.File("evidence.json"), folder.File("image.envelope"));
        await File.WriteAllBytesAsync(evidence, await network.Client.DownloadAsync($"/api/images/{cid}"));
        await File.WriteAllBytesAsync(envelope, await network.Client.DownloadAsync($"/api/images/{cid}/envelope"));

        var (exitCode, output) = await VerifyAsync(network.Devnet, evidence, envelope);

        output.Should().Contain("has that CID.").And.Contain("Its Merkle proof leads to").And.Contain("to the result in this file").And.Contain("by its own clock: the one in this file.").And.Contain("Holds so far: ").And.NotContain("✗");
        exitCode.Should().Be(3);

        await network.Devnet.MineAsync(64);
        (exitCode, output) = await VerifyAsync(network.Devnet, evidence, envelope);

        output.Should().EndWith("Verified: all that was looked at holds.\n");
        exitCode.Should().Be(0);

        var bytes = await File.ReadAllBytesAsync(envelope);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(envelope, bytes);

        (exitCode, output) = await VerifyAsync(network.Devnet, evidence, envelope);

        output.Should().Contain("✗ ").And.Contain("Refuted: 1 of the ");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task That_a_registration_was_withdrawn_is_told_with_its_attestation()
    {
        await using var network = await Network.StartAsync();
        var uploaded = await network.Client.UploadAsync(DrawnImages.Png(50, 50, 6));
        var cid = uploaded.GetProperty("cid").GetString()!;
        await network.RegisterAsync(uploaded);
        await network.Client.WaitForAsync(cid, "classified");
        await AttestAsync(network, cid);
        var call = uploaded.GetProperty("registrationCall");
        var revoke = $"0x{Convert.ToHexStringLower(ImageRegistryAbi.Revoke(Hash32.Parse(uploaded.GetProperty("digest").GetString()!), 1))}";
        await Wallet.SendAsync(network.Devnet, JsonSerializer.SerializeToElement(new { to = call.GetProperty("to").GetString(), data = revoke }));

        var attestation = await network.Client.GetAsync($"/api/images/{cid}/attestation");

        attestation.GetProperty("withdrawn").GetDateTimeOffset().Should().BeOnOrAfter(attestation.GetProperty("attested").GetProperty("at").GetDateTimeOffset());
    }

    private static async Task AttestAsync(Network network, string cid)
    {
        var before = await network.Client.GetAsync($"/api/images/{cid}/attestation");
        before.GetProperty("attested").ValueKind.Should().Be(JsonValueKind.Null);
        before.GetProperty("withdrawn").ValueKind.Should().Be(JsonValueKind.Null);
        before.GetProperty("resultDigest").GetString().Should().Be($"0x{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before.GetProperty("statement").GetString()!)))}");

        await Wallet.SendAsync(network.Devnet, before.GetProperty("call"));

        var after = await network.Client.GetAsync($"/api/images/{cid}/attestation");
        after.GetProperty("attested").GetProperty("result").GetString().Should().Be("present");
    }

    private static async Task SignOffAsync(Network network, string cid)
    {
        var pathologist = await DevnetAccount.OpenAsync(network.Devnet, 3);
        var signed = await SignedReviews.SignAsync(network.Devnet, pathologist.Address, await network.Client.GetAsync($"/api/images/{cid}"), "not assessable");

        var reviewed = await network.Client.SignOffAsync(cid, signed);

        reviewed.GetProperty("phase").GetString().Should().Be("reviewed");
    }

    private static async Task<(int ExitCode, string Output)> VerifyAsync(Devnet devnet, string evidence, string envelope)
    {
        string[] args = [Path.Combine(AppContext.BaseDirectory, "PathoChain.Cli.dll"), "verify", evidence, "--envelope", envelope, "--rpc", devnet.Url.ToString(), "--deployment", devnet.DeploymentFile];
        using var process = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
