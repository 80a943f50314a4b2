using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class SubmissionGrainTests(DevnetFixture chain) : IClassFixture<DevnetFixture>
{
    [Fact]
    public async Task The_first_claim_of_a_key_wins_and_outlives_a_crash()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var submission = cluster.Grain<ISubmissionGrain>("a-key");
        (await submission.GetAsync()).Should().BeNull();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => submission.ClaimAsync(new Submission($"fingerprint-{number}", $"cid-{number}", SampleImages.Stored()))));
        await cluster.KillAndRestartAsync();

        claims.Distinct().Should().ContainSingle();
        (await cluster.Grain<ISubmissionGrain>("a-key").GetAsync()).Should().BeEquivalentTo(claims[0]);
    }

    [Fact]
    public async Task A_settled_submission_still_wins_and_holds_no_key_of_its_image()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var submission = cluster.Grain<ISubmissionGrain>("another-key");
        await submission.SettleAsync();
        (await submission.GetAsync()).Should().BeNull("nothing was claimed");
        var first = new Submission("a fingerprint", "a cid", SampleImages.Stored());
        await submission.ClaimAsync(first);

        await submission.SettleAsync();

        (await submission.ClaimAsync(first with { Cid = "a second cid" })).Should().Be(first with { Image = null });
        (await cluster.ReadAsync<SubmissionState>(submission, "submission")).Submission.Should().Be(first with { Image = null });
    }
}
