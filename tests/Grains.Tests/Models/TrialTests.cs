using System.Diagnostics;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>baseCNN in int8 on trial beside the served one, through the grains.</summary>
public sealed class TrialTests : IClassFixture<DevnetFixture>, IDisposable
{
    private const int QueueLength = 8;

    private readonly DevnetFixture _chain;
    private readonly TemporaryFolder _candidates = new();
    private readonly ManualResetEventSlim _release = new();
    private readonly string _sha256;

    public TrialTests(DevnetFixture chain)
    {
        _chain = chain;
        _sha256 = QuantisedBaseCnn.WriteTo(_candidates.Path);
    }

    [Fact]
    public async Task In_shadow_a_candidate_is_compared_and_changes_no_result()
    {
        await using var alone = await StartAsync(candidates: "none");
        await using var cluster = await StartAsync();
        var image = await StoreAsync(cluster, seed: 1);
        using var counted = new CountedTrials(cluster);

        var result = await ClassifyAsync(cluster, image);
        var figures = await FiguresAsync(cluster, each => each.Images + each.Failures == 1);

        result.Should().BeEquivalentTo(
            await ClassifyAsync(alone, await StoreAsync(alone, seed: 1)),
            but => but.Excluding(each => each.ClassifiedAt).For(each => each.Votes).Exclude(vote => vote.Milliseconds));
        var byCandidate = await RunAsync(cluster, Candidate(cluster).Name, image);
        var byServed = result.Votes.Single(vote => vote.Model == "basecnn");
        var difference = Math.Abs(byServed.Probability - byCandidate.Probability);
        difference.Should().BePositive("int8 computes otherwise, or nothing is shown");
        var otherwise = byServed.Label != byCandidate.Label ? 1 : 0;
        figures.Should().Be(new CandidateFigures(1, otherwise, difference, difference, byServed.Milliseconds / byCandidate.Milliseconds, Failures: 0));
        counted.Outcomes.Should().Equal(otherwise == 1 ? "called_otherwise" : "called_alike");
        counted.Differences.Should().Equal(difference);
        (await alone.Grain<IModelGrain>("basecnn").CandidateAsync()).Should().BeNull();
        (await cluster.Grain<IModelGrain>("vgg16").CandidateAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Of_share_0_nothing_is_run()
    {
        await using var cluster = await StartAsync(shadow: 0);
        using var counted = new CountedTrials(cluster);

        var image = await StoreAsync(cluster, seed: 2);
        await ClassifyAsync(cluster, image);
        await cluster.Grain<IModelGrain>("basecnn").CompareAsync(image); // The only one that is compared.
        await FiguresAsync(cluster, figures => figures.Images > 0);

        counted.Outcomes.Should().ContainSingle();
    }

    [Fact]
    public async Task A_canary_votes_under_its_own_hash_and_the_result_warns_of_it()
    {
        await using var cluster = await StartAsync(shadow: 1, canary: 1);
        var image = await StoreAsync(cluster, seed: 3);

        var result = await ClassifyAsync(cluster, image);

        var vote = result.Votes.Single(vote => vote.Model == "basecnn");
        var expected = await RunAsync(cluster, Candidate(cluster).Name, image);
        var served = await RunAsync(cluster, "basecnn", image);
        vote.Should().BeEquivalentTo(new { ModelSha256 = _sha256, expected.Probability, expected.Logit, expected.Label, expected.Milliseconds });
        vote.Probability.Should().NotBe(served.Probability);
        var model = cluster.Grain<IModelGrain>("basecnn");
        (await model.HeatMapAsync(image, _sha256, CancellationToken.None))!.ModelSha256.Should().Be(_sha256);
        await model.Invoking(each => each.HeatMapAsync(image, "another", CancellationToken.None))
            .Should().ThrowAsync<ModelReplacedException>().WithMessage("*another*neither*");
        await model.Invoking(each => each.InferAsync(_sha256, [], CancellationToken.None))
            .Should().ThrowAsync<ModelReplacedException>($"{_sha256} is on trial").WithMessage($"*no longer {_sha256}*");
        var catalog = cluster.Service<ModelCatalog>();
        result.Votes.Where(vote => vote.Model != "basecnn").Should().OnlyContain(vote => vote.ModelSha256 == catalog[vote.Model].Sha256);
        result.Warnings.Should().ContainSingle().Which.Should().ContainAll("on trial", _sha256, catalog["basecnn"].Sha256);
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

        result.Votes.Select(vote => vote.ModelSha256).Should().NotContain(_sha256);
        result.Warnings.Should().BeEmpty();
        (await FiguresAsync(cluster, figures => figures.Failures > 0)).Should().Be(new CandidateFigures(0, 0, null, null, null, Failures: 1));
    }

    [Fact]
    public async Task A_shadow_that_gives_no_number_is_counted_and_nothing_else()
    {
        await using var cluster = await StartAsync();
        var image = await StoreAsync(cluster, seed: 5);
        await BreakAsync(cluster, image);
        using var counted = new CountedTrials(cluster);

        var result = await ClassifyAsync(cluster, image);

        result.Warnings.Should().BeEmpty();
        (await FiguresAsync(cluster, figures => figures.Failures > 0)).Images.Should().Be(0);
        counted.Outcomes.Should().Equal("failed");
    }

    [Fact]
    public async Task A_shadow_that_finds_no_room_is_shed_and_counted()
    {
        await using var cluster = await StartAsync(shadow: 0);
        var image = await StoreAsync(cluster, seed: 6);
        await ClassifyAsync(cluster, image);
        using var counted = new CountedTrials(cluster);
        var held = cluster.HoldQueue(QueueLength, _release);

        await cluster.Grain<IModelGrain>("basecnn").CompareAsync(image);

        (await FiguresAsync(cluster, figures => figures.Failures > 0)).Should().Be(new CandidateFigures(0, 0, null, null, null, Failures: 1));
        counted.Outcomes.Should().Equal("shed");
        _release.Set();
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task However_many_images_are_to_be_compared_they_take_one_place_of_the_queue()
    {
        await using var cluster = await StartAsync(shadow: 0);
        var images = new List<ImageReference>();
        for (var seed = 10; seed < 15; seed++)
        {
            images.Add(await StoreAsync(cluster, seed));
            await ClassifyAsync(cluster, images[^1]);
        }

        var held = cluster.HoldQueue(waiting: 0, _release);
        await Task.WhenAll(images.Select(cluster.Grain<IModelGrain>("basecnn").CompareAsync));
        await UntilAsync(() => cluster.Service<InferenceQueue>().Waiting(Lane.Routine) > 0);
        await Task.Delay(200);

        cluster.Service<InferenceQueue>().Waiting(Lane.Routine).Should().Be(1);
        _release.Set();
        await Task.WhenAll(held);
        (await FiguresAsync(cluster, figures => figures.Images == images.Count)).Failures.Should().Be(0);
    }

    [Fact]
    public async Task More_than_100_images_do_not_wait_to_be_compared()
    {
        await using var cluster = await StartAsync(shadow: 0);
        var image = await StoreAsync(cluster, seed: 7);
        await ClassifyAsync(cluster, image);
        var held = cluster.HoldQueue(waiting: 0, _release);

        for (var time = 0; time < 103; time++)
        {
            await cluster.Grain<IModelGrain>("basecnn").CompareAsync(image);
        }

        await FiguresAsync(cluster, figures => figures.Failures == 3);
        _release.Set();
        await Task.WhenAll(held);
        (await FiguresAsync(cluster, figures => figures.Images == 100)).Failures.Should().Be(3);
    }

    [Fact]
    public async Task A_canary_that_waits_too_long_leaves_its_vote_to_the_served_version()
    {
        await using var cluster = await StartAsync(shadow: 0, canary: 1);
        var image = await StoreAsync(cluster, seed: 8);
        var held = cluster.HoldQueue(waiting: 0, _release);

        var voting = cluster.Grain<IModelGrain>("basecnn").ClassifyAsync(image, CancellationToken.None);
        var queue = cluster.Service<InferenceQueue>();
        await UntilAsync(() => queue.Waiting(Lane.Routine) == 1);
        await Task.Delay(TimeSpan.FromSeconds(6));
        queue.Waiting(Lane.Routine).Should().Be(1, "the candidate left after 5 s, and the served version waits in its place");
        _release.Set();

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

    [Fact]
    public async Task What_was_counted_survives_a_crash()
    {
        await using var cluster = await StartAsync();
        await ClassifyAsync(cluster, await StoreAsync(cluster, seed: 16));
        var before = await FiguresAsync(cluster, figures => figures.Images == 1);

        await cluster.KillAndRestartAsync();

        (await FiguresAsync(cluster, _ => true)).Should().Be(before);
        await ClassifyAsync(cluster, await StoreAsync(cluster, seed: 17));
        await FiguresAsync(cluster, figures => figures.Images == 2);
        var report = await cluster.Grain<IModelGrain>("basecnn").CandidateAsync();
        report.Should().BeEquivalentTo(new { Sha256 = _sha256, QuantisedBaseCnn.Version, ShadowShare = 1.0, CanaryShare = 0.0 });
    }

    [Fact]
    public async Task A_candidate_is_loaded_as_the_silo_starts()
    {
        await using var cluster = await StartAsync();
        File.Delete(_candidates.File("basecnn.onnx"));

        await ClassifyAsync(cluster, await StoreAsync(cluster, seed: 18));

        (await FiguresAsync(cluster, figures => figures.Images + figures.Failures > 0)).Failures.Should().Be(0);
    }

    [Fact]
    public async Task With_a_candidate_that_was_tampered_with_no_silo_starts()
    {
        await File.AppendAllTextAsync(_candidates.File("basecnn.onnx"), "x");

        var thrown = (await this.Invoking(async tests => await tests.StartAsync()).Should().ThrowAsync<Exception>()).Which;
        (thrown as ModelException ?? thrown.InnerException).Should().BeOfType<ModelException>("Orleans wraps it")
            .Which.Message.Should().Contain(_candidates.File("basecnn.onnx"));
    }

    public void Dispose()
    {
        _release.Dispose();
        _candidates.Dispose();
    }

    private Task<GrainCluster> StartAsync(double shadow = 1, double canary = 0, string candidates = "") => GrainCluster.StartAsync(
        _chain.Devnet,
        settings: new Dictionary<string, string?>
        {
            ["Models:CandidateDirectory"] = Path.Combine(_candidates.Path, candidates),
            ["Models:ShadowShare"] = $"{shadow}",
            ["Models:CanaryShare"] = $"{canary}",
            ["Models:QueueLength"] = $"{QueueLength}",
        });

    private static Candidate Candidate(GrainCluster cluster) => cluster.Service<CandidateCatalog>().All.Single();

    private static async Task<ImageReference> StoreAsync(GrainCluster cluster, int seed)
    {
        var (cid, image) = await cluster.StoreImageAsync(seed);
        return new ImageReference(cid, image.WrappedKey);
    }

    private static Task<EnsembleResult> ClassifyAsync(GrainCluster cluster, ImageReference image) =>
        cluster.Grain<IEnsembleGrain>(EnsembleNames.Default).ClassifyAsync(image, CancellationToken.None);

    /// <summary>What a version says of an image that is decoded already.</summary>
    private static Task<Classification> RunAsync(GrainCluster cluster, string model, ImageReference image) =>
        cluster.Service<ModelRunner>().ClassifyAsync(model, image.Cid, Lane.Routine, () => throw new InvalidOperationException("It is decoded."));

    /// <summary>Has the candidate's answer to an image be no number, as weights that overflow give it.</summary>
    private static Task<Classification> BreakAsync(GrainCluster cluster, ImageReference image) => cluster.Service<ClassificationCache>().GetOrAddAsync(
        (image.Cid, Candidate(cluster).Card.Sha256),
        _ => Task.FromResult(new Classification(double.NaN, double.NaN, "", [], 1, 0)));

    private static async Task<CandidateFigures> FiguresAsync(GrainCluster cluster, Func<CandidateFigures, bool> isThere)
    {
        var figures = (await cluster.Grain<IModelGrain>("basecnn").CandidateAsync())!.Figures;
        for (var started = Stopwatch.GetTimestamp(); !isThere(figures); figures = (await cluster.Grain<IModelGrain>("basecnn").CandidateAsync())!.Figures)
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(20), $"of {figures}");
            await Task.Delay(20);
        }

        return figures;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var started = Stopwatch.GetTimestamp(); !condition();)
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(15));
            await Task.Delay(20);
        }
    }
}
