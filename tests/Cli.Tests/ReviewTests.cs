using System.Text.Json.Nodes;

namespace PathoChain.Cli.Tests;

/// <summary>Who signed a result off is told by the key that signed, and from whoever is only said to have.</summary>
public sealed class ReviewTests(RegisteredImage image) : IClassFixture<RegisteredImage>
{
    private const int Pathologist = 5;
    private static readonly string Other = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static readonly DateTimeOffset IssuedAt = new(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, Action<JsonNode>, string> Changes => new()
    {
        { "reviewer", review => review["reviewer"] = Other, "the signature is not of its key" },
        { "verdict", review => review["verdict"] = "benign", "the signature is not of its key" },
        { "time", review => review["issuedAt"] = "2026-12-01T04:00:01Z", "the signature is not of its key" },
        { "a time before the result", review => review["issuedAt"] = "2026-12-01T02:49:59Z", "which is before there was that result" },
        { "a time before there was time", review => review["issuedAt"] = "1950-01-01T00:00:00Z", "which is before there was that result" },
        { "result and time, to where there is no time before", review => (review["resultOf"], review["issuedAt"]) = ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"), "no result in this file" },
        { "result", review => review["resultOf"] = "2026-12-01T02:00:00Z", "the signature is not of its key" },
        { "no result", review => review["resultOf"] = "2026-12-01T02:00:01Z", "but no result in this file is of that time" },
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
        output.Should().Contain($"✓ {reviews[0]!["reviewer"]} signed the result of 2026-12-01 02:00:00 UTC off as \"invasive\", at 2026-12-01 04:00:00 UTC by its own clock: an earlier one.")
            .And.Contain($"✓ {reviews[0]!["reviewer"]} signed the result of 2026-12-01 03:00:00 UTC off as \"invasive\", at 2026-12-01 05:00:00 UTC by its own clock: the one in this file.")
            .And.Contain("– Whether those who signed off were pathologists was not looked at").And.NotContain("✗");
        exitCode.Should().Be(3);
    }

    [Fact]
    public async Task One_for_another_registry_says_nothing_for_or_against()
    {
        var review = await image.ReviewAsync(Pathologist, earlier: false, IssuedAt);
        review["contract"] = Other;

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(review)));

        output.Should().Contain($"for another registry, {Other} on chain 31337: that was not looked at.").And.NotContain("✗");
        exitCode.Should().Be(3);
    }

    [Fact]
    public async Task Nor_does_one_that_is_yet_to_come_as_this_clock_may_be_slow()
    {
        var review = await image.ReviewAsync(Pathologist, earlier: false, DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 700));

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(review)));

        output.Should().Contain("which is yet to come by the clock of this machine").And.NotContain("✗");
        exitCode.Should().Be(3);
    }

    [Fact]
    public async Task A_result_of_the_first_moment_there_is_ends_nothing()
    {
        const string First = "0001-01-01T00:00:00+00:00";
        var review = await image.ReviewAsync(Pathologist, earlier: false, IssuedAt);
        review["resultOf"] = First;

        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => (node["reviews"], node["result"]!["classifiedAt"]) = (new JsonArray(review), First)));

        output.Should().Contain("the signature is not of its key");
        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task More_than_are_kept_are_not_read()
    {
        var review = await image.ReviewAsync(Pathologist, earlier: false, IssuedAt);

        var (exitCode, _, errors) = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => review.DeepClone())])));

        errors.Should().Contain("It holds 101 reviews, and no image has more than 100.");
        exitCode.Should().Be(2);
    }

    [Fact]
    public async Task A_digest_that_is_not_of_what_the_result_says_is_found()
    {
        var (exitCode, output, _) = await image.VerifyAsync(image.EvidenceFile(node => node["result"]!["digest"] = $"0x{new string('a', 64)}"));

        output.Should().Contain("✗ The digests of the result of 2026-12-01 03:00:00 UTC are not those of what it says");
        exitCode.Should().Be(1);
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
        var (from, to) = (now.AddSeconds(200), now.AddSeconds(400));
        var during = await image.ReviewAsync(Pathologist, earlier: false, from);
        var after = await image.ReviewAsync(Pathologist, earlier: false, to);
        await image.Site.GrantAsync(during["reviewer"]!.GetValue<string>(), role: 1, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

        var early = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(during.DeepClone())), "--site", image.Site.Id);
        await image.Devnet.CallAsync("evm_increaseTime", 600);
        await image.Devnet.MineAsync(65);
        var late = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(during.DeepClone())), "--site", image.Site.Id);
        var refuted = await image.VerifyAsync(image.EvidenceFile(node => node["reviews"] = new JsonArray(during, after)), "--site", image.Site.Id);
        await image.Devnet.RevertAsync(snapshot);

        early.Output.Should().MatchRegex($"(?m)^~ .*: the one in this file. It was a pathologist of site {image.Site.Id} then; that may still be taken back.$");
        early.ExitCode.Should().Be(3);
        late.Output.Should().MatchRegex($"(?m)^✓ .*: the one in this file. It was a pathologist of site {image.Site.Id} then.$").And.NotContain("were pathologists was not looked at");
        late.ExitCode.Should().Be(0);
        refuted.Output.Should().MatchRegex($"(?m)^✗ .*: the one in this file. It was no pathologist of site {image.Site.Id} then.$");
        refuted.ExitCode.Should().Be(1);
    }
}
