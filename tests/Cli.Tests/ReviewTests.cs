using System.Text.Json.Nodes;

namespace PathoChain.Cli.Tests;

/// <summary>Who signed a result off is told by the key that signed, and from whoever is only said to have.</summary>
public sealed class ReviewTests(RegisteredImage image) : IClassFixture<RegisteredImage>
{
    private const int Pathologist = 5;
    private static readonly string Other = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static readonly DateTimeOffset IssuedAt = DateTimeOffset.FromUnixTimeSeconds(1_796_000_000);

    public static TheoryData<string, Action<JsonNode>, string> Changes => new()
    {
        { "reviewer", review => review["reviewer"] = Other, "the signature is not of its key" },
        { "verdict", review => review["verdict"] = "benign", "the signature is not of its key" },
        { "time", review => review["issuedAt"] = "2026-11-30T00:00:00Z", "the signature is not of its key" },
        { "a time before there was time", review => review["issuedAt"] = "1950-01-01T00:00:00Z", "for which there is no signature" },
        { "result", review => review["resultOf"] = "2026-12-01T02:00:00Z", "the signature is not of its key" },
        { "no result", review => review["resultOf"] = "2026-12-01T02:00:01Z", "but no result in this file is of that time" },
        { "chain", review => review["chainId"] = 1, "for another registry: " },
        { "registry", review => review["contract"] = Other, $"for another registry: {Other} on chain 31337" },
        { "signature", review => review["signature"] = $"0x{new string('1', 128)}1b", "the signature is not of its key" },
        { "verdict that would overwrite lines", review => review["verdict"] = "\u001b[2J\n✓ verified", @"off as ""\u001B[2J\n\u2713 verified""" },
    };

    [Fact]
    public async Task A_file_without_one_says_nothing_of_it() =>
        (await image.VerifyAsync(image.EvidenceFile())).Output.Should().Contain("– The file holds no sign-off of a result.");

    [Fact]
    public async Task Those_of_this_result_and_of_an_earlier_one_hold()
    {
        var reviews = new JsonArray(await image.ReviewAsync(Pathologist, earlier: true, IssuedAt), await image.ReviewAsync(Pathologist, earlier: false, IssuedAt.AddHours(1)));

        var (exitCode, output, errors) = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = reviews));

        errors.Should().BeEmpty();
        output.Should().Contain($"✓ {reviews[0]!["reviewer"]} signed the result of 2026-12-01 02:00:00 UTC off as \"invasive\", at 2026-11-30 00:53:20 UTC by its own clock: an earlier one.")
            .And.Contain($"✓ {reviews[0]!["reviewer"]} signed the result of 2026-12-01 03:00:00 UTC off as \"invasive\", at 2026-11-30 01:53:20 UTC by its own clock: the one in this file.")
            .And.NotContain("✗");
        exitCode.Should().Be(3);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Whatever_was_changed_in_one_is_found(string what, Action<JsonNode> change, string finding)
    {
        var review = await image.ReviewAsync(Pathologist, earlier: false, IssuedAt);
        change(review);

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(review)));

        output.Should().MatchRegex(@"(?m)^✗ It is said that 0x").And.Contain(finding, "{0} was changed", what).And.Contain("Refuted: 1 of ");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task Whoever_was_no_pathologist_of_the_site_is_told()
    {
        var snapshot = await image.Devnet.SnapshotAsync();
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var (from, to) = (now.AddHours(1), now.AddHours(2));
        var during = await image.ReviewAsync(Pathologist, earlier: false, from);
        var after = await image.ReviewAsync(Pathologist, earlier: false, to);
        await image.Site.GrantAsync(during["reviewer"]!.GetValue<string>(), role: 1, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

        var (_, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(during, after)), "--site", image.Site.Id);
        await image.Devnet.RevertAsync(snapshot);

        output.Should().MatchRegex($"(?m)^✓ .*: the one in this file. It was a pathologist of site {image.Site.Id} then.$")
            .And.MatchRegex($"(?m)^✗ .*: the one in this file. It was no pathologist of site {image.Site.Id} then.$");
    }
}
