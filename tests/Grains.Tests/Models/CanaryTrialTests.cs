using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>A candidate that votes in place of the served version.</summary>
public sealed class CanaryTrialTests(DevnetFixture chain) : TrialTest(chain)
{
    [Fact]
    public async Task A_canary_votes_under_its_own_hash_and_the_result_warns_of_it()
    {
        await using var cluster = await StartAsync(shadow: 1, canary: 1);
        var image = await StoreAsync(cluster, seed: 3);

        var result = await ClassifyAsync(cluster, image);

        var vote = result.Votes.Single(vote => vote.Model == "basecnn");
        var expected = await RunAsync(cluster, Candidate(cluster).Name, image);
        var served = await RunAsync(cluster, "basecnn", image);
        vote.Should().BeEquivalentTo(new { ModelSha256 = Sha256, expected.Probability, expected.Logit, expected.Label, expected.Milliseconds });
        vote.Probability.Should().NotBe(served.Probability);
        var model = cluster.Grain<IModelGrain>("basecnn");
        (await model.HeatMapAsync(image, Sha256, CancellationToken.None))!.ModelSha256.Should().Be(Sha256);
        await model.Invoking(each => each.HeatMapAsync(image, "another", CancellationToken.None))
            .Should().ThrowAsync<ModelReplacedException>().WithMessage("*another*neither*");
        await model.Invoking(each => each.InferAsync(Sha256, [], CancellationToken.None))
            .Should().ThrowAsync<ModelReplacedException>($"{Sha256} is on trial").WithMessage($"*no longer {Sha256}*");
        var catalog = cluster.Service<ModelCatalog>();
        result.Votes.Where(vote => vote.Model != "basecnn").Should().OnlyContain(vote => vote.ModelSha256 == catalog[vote.Model].Sha256);
        result.Warnings.Should().ContainSingle().Which.Should().ContainAll("on trial", Sha256, catalog["basecnn"].Sha256);
        result.Probability.Should().Be(EnsembleVote.Combine([.. result.Votes.Select(vote => new Vote(vote.Model, vote.Probability))], catalog).Probability);
        (await FiguresAsync(cluster, figures => figures.Images == 1)).MeanDifference.Should().Be(Math.Abs(served.Probability - expected.Probability));
    }

    [Fact]
    public async Task A_canary_that_gives_no_number_leaves_its_vote_to_the_served_version()
    {
        await using var cluster = await StartAsync(shadow: 0, canary: 1);
        var image = await StoreAsync(cluster, seed: 4);
        await BreakAsync(cluster, image);

        var result = await ClassifyAsync(cluster, image);

        result.Votes.Select(vote => vote.ModelSha256).Should().NotContain(Sha256);
        result.Warnings.Should().BeEmpty();
        (await FiguresAsync(cluster, figures => figures.Failures > 0)).Should().Be(new CandidateFigures(0, 0, null, null, null, Failures: 1));
    }

    [Fact]
    public async Task A_canary_that_waits_too_long_leaves_its_vote_to_the_served_version()
    {
        await using var cluster = await StartAsync(shadow: 0, canary: 1);
        var image = await StoreAsync(cluster, seed: 8);
        var held = cluster.HoldQueue(Release);

        var voting = cluster.Grain<IModelGrain>("basecnn").ClassifyAsync(image, CancellationToken.None);
        var queue = cluster.Service<InferenceQueue>();
        await UntilAsync(() => queue.Waiting(Lane.Routine) == 1);
        await Task.Delay(TimeSpan.FromSeconds(6));
        queue.Waiting(Lane.Routine).Should().Be(1, "the candidate left after 5 s, and the served version waits in its place");
        Release.Set();

        (await voting).ModelSha256.Should().Be(cluster.Service<ModelCatalog>()["basecnn"].Sha256);
        await Task.WhenAll(held);
        (await FiguresAsync(cluster, figures => figures.Failures > 0)).Failures.Should().Be(1);
    }

    [Fact]
    public async Task An_image_that_cannot_be_opened_is_no_failure_of_the_candidate()
    {
        await using var cluster = await StartAsync(shadow: 1, canary: 1);
        var image = await StoreAsync(cluster, seed: 9);
        Directory.Delete(cluster.BlockDirectory, recursive: true);

        await cluster.Grain<IModelGrain>("basecnn").Invoking(model => model.ClassifyAsync(image, CancellationToken.None)).Should().ThrowAsync<Exception>();
        await cluster.Grain<IModelGrain>("basecnn").CompareAsync(image);
        await Task.Delay(300);

        (await FiguresAsync(cluster, _ => true)).Failures.Should().Be(0);
    }
}
