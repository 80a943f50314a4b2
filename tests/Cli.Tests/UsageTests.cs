using System.Text;
using System.Text.Json.Nodes;

namespace PathoChain.Cli.Tests;

/// <summary>What cannot be verified is told in a line that names the value and the fix, and is not called refuted.</summary>
public sealed class UsageTests(RegisteredImage image) : IClassFixture<RegisteredImage>
{
    public static TheoryData<Action<JsonNode>, string> Malformed => new()
    {
        { node => node.AsObject().Remove("digest"), "digest" },
        { node => node["digest"] = "0x12", "$.digest: It is not 0x and 64 hex digits." },
        { node => node["cid"] = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG", "$.cid: It is not a CID of this system." },
        { node => node["registration"]!["contract"] = "0x00", "$.registration.contract: It is not an address." },
        { node => node["registration"]!.AsObject().Remove("blockHash"), "blockHash" },
        { node => node["anchor"]!["proof"] = "none", "$.anchor.proof" },
        { node => node["result"]!["votes"]![0]!["logit"] = "2.587", "$.result.votes[0].logit: It is not a number" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_file_that_is_no_evidence_is_named_with_what_is_wrong(Action<JsonNode> change, string why)
    {
        var file = image.EvidenceFile(change);

        ShouldBeUsageError(await image.VerifyAsync(file), $"Nothing can be said: {file} is no evidence of an image: ", why, "GET /api/images/CID");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"cid":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku","digest":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","envelopeBytes":1,"registration":null,"anchor":null,"result":null,"earlierResults":[null]}""")]
    [InlineData("""{"digest":"0x12","Digest":"0x13"}""")]
    public async Task So_is_one_that_is_no_such_json(string content)
    {
        var file = image.Write(Encoding.UTF8.GetBytes(content));

        ShouldBeUsageError(await image.VerifyAsync(file), $"{file} is no evidence of an image: ");
    }

    [Fact]
    public async Task One_that_is_too_large_is_not_read()
    {
        var file = image.Write(new byte[(4 << 20) + 1]);

        ShouldBeUsageError(await image.VerifyAsync(file), $"{file} has more than 4194304 bytes");
    }

    [Theory]
    [InlineData("\"registration\":", "\"registration\":null,\"registration\":")]
    [InlineData("\"digest\":", "\"Digest\":")]
    public async Task Names_that_come_twice_or_in_another_case_are_not_taken_for_those_that_people_read(string name, string instead)
    {
        var text = await File.ReadAllTextAsync(image.EvidenceFile());
        text.Should().Contain(name);

        ShouldBeUsageError(await image.VerifyAsync(image.Write(Encoding.UTF8.GetBytes(text.Replace(name, instead, StringComparison.Ordinal)))), "is no evidence of an image");
    }

    [Fact]
    public async Task A_number_beyond_all_is_none()
    {
        var text = await File.ReadAllTextAsync(image.EvidenceFile());

        ShouldBeUsageError(await image.VerifyAsync(image.Write(Encoding.UTF8.GetBytes(text.Replace("2.587", "1e999", StringComparison.Ordinal)))), "$.result.votes[0].logit: It is not a number");
    }

    [Fact]
    public async Task Nothing_of_the_file_moves_the_cursor_of_a_terminal()
    {
        var file = image.Write("{\"registration\":{\"\\u001b[2J\\nVerified\":1,\"\\u001b[2J\\nVerified\":1}}"u8);

        var run = await image.VerifyAsync(file);

        ShouldBeUsageError(run, "is no evidence of an image");
        run.Errors.Trim().Should().NotContain("\u001b");
    }

    [Fact]
    public async Task A_node_that_is_not_yet_at_the_block_refutes_nothing() =>
        ShouldBeUsageError(await image.VerifyAsync(image.EvidenceFile(node => node["registration"]!["blockNumber"] = 1_000_000)), "Nothing can be said: The node's newest block is ", "block 1000000: ask again later");

    [Theory]
    [InlineData("--envelope", "")]
    [InlineData("--envelope", "/")]
    [InlineData("--deployment", "")]
    [InlineData("--deployment", "/")]
    public async Task What_is_no_file_is_named(string option, string file) =>
        ShouldBeUsageError(await image.VerifyAsync(image.EvidenceFile(), option, file), $"'{file}'");

    [Fact]
    public async Task A_missing_file_is_named()
    {
        ShouldBeUsageError(await image.VerifyAsync(""), "'' cannot be read: ");
        ShouldBeUsageError(await image.VerifyAsync("missing.json"), "Nothing can be said: 'missing.json' cannot be read: ");
        ShouldBeUsageError(await image.VerifyAsync(image.EvidenceFile(), "--envelope", "missing.envelope"), "Nothing can be said: 'missing.envelope' cannot be read: ");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_refutes_nothing() =>
        ShouldBeUsageError(await image.VerifyAsync(image.EvidenceFile(), "--rpc", $"http://127.0.0.1:{FreePort.Next()}"), "Nothing can be said: ", "127.0.0.1");

    [Fact]
    public async Task A_missing_deployment_file_is_named() =>
        ShouldBeUsageError(await image.VerifyAsync(image.EvidenceFile(), "--deployment", "missing.json"), "Nothing can be said: There is no deployment file 'missing.json': give");

    [Theory]
    [InlineData("--rpc", "nope", "--rpc is 'nope': give a URL")]
    [InlineData("--rpc", "ftp://node/", "--rpc is 'ftp://node/': give a URL")]
    [InlineData("--site", "north", "--site is 'north': give the site's id")]
    [InlineData("--verbose", "", "--verbose")]
    public async Task A_wrong_option_is_named(string option, string value, string why) =>
        ShouldBeUsageError(await image.VerifyAsync(image.EvidenceFile(), option, value), why, "See --help.");

    private static void ShouldBeUsageError((int ExitCode, string Output, string Errors) run, params string[] words)
    {
        run.Errors.Should().ContainAll(words);
        run.Errors.Trim().Should().NotContain("\n");
        run.Output.Should().NotContain("✗");
        run.ExitCode.Should().Be(2);
    }
}
