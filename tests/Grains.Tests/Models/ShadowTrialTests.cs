using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>A candidate that is run beside the served version and compared with it.</summary>
public sealed class ShadowTrialTests(DevnetFixture chain) : TrialTest(chain)
{
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
        var held = cluster.HoldGate(QueueLength);

        await cluster.Grain<IModelGrain>("basecnn").CompareAsync(image);

        (await FiguresAsync(cluster, figures => figures.Failures > 0)).Should().Be(new CandidateFigures(0, 0, null, null, null, Failures: 1));
        counted.Outcomes.Should().Equal("shed");
        await held.LetGoAsync();
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

        var held = cluster.HoldQueue(Release);
        await Task.WhenAll(images.Select(cluster.Grain<IModelGrain>("basecnn").CompareAsync));
        await UntilAsync(() => cluster.Service<InferenceQueue>().Waiting(Lane.Routine) > 0);
        await Task.Delay(200);

        cluster.Service<InferenceQueue>().Waiting(Lane.Routine).Should().Be(1);
        Release.Set();
        await Task.WhenAll(held);
        (await FiguresAsync(cluster, figures => figures.Images == images.Count)).Failures.Should().Be(0);
    }

    [Fact]
    public async Task More_than_100_images_do_not_wait_to_be_compared()
    {
        await using var cluster = await StartAsync(shadow: 0);
        var image = await StoreAsync(cluster, seed: 7);
        await ClassifyAsync(cluster, image);
        var held = cluster.HoldQueue(Release);

        for (var time = 0; time < 103; time++)
        {
            await cluster.Grain<IModelGrain>("basecnn").CompareAsync(image);
        }

        await FiguresAsync(cluster, figures => figures.Failures == 3);
        Release.Set();
        await Task.WhenAll(held);
        (await FiguresAsync(cluster, figures => figures.Images == 100)).Failures.Should().Be(3);
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
        report.Should().BeEquivalentTo(new { Sha256 = Sha256, QuantisedBaseCnn.Version, ShadowShare = 1.0, CanaryShare = 0.0 });
    }

    [Fact]
    public async Task A_candidate_is_loaded_as_the_silo_starts()
    {
        await using var cluster = await StartAsync();
        File.Delete(CandidateFile);

        await ClassifyAsync(cluster, await StoreAsync(cluster, seed: 18));

        (await FiguresAsync(cluster, figures => figures.Images + figures.Failures > 0)).Failures.Should().Be(0);
    }

    [Fact]
    public async Task With_a_candidate_that_was_tampered_with_no_silo_starts()
    {
        await File.AppendAllTextAsync(CandidateFile, "x");

        var thrown = (await this.Invoking(async tests => await tests.StartAsync()).Should().ThrowAsync<Exception>()).Which;
        (thrown as ModelException ?? thrown.InnerException).Should().BeOfType<ModelException>("Orleans wraps it")
            .Which.Message.Should().Contain(CandidateFile);
    }
}
