using PathoChain.Grains.Images;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Images;

public sealed class ImageGrainTests(DevnetFixture chain) : IClassFixture<DevnetFixture>
{
    [Fact]
    public async Task A_created_image_is_listed_once_however_often_it_is_created()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(1);

        var again = await cluster.Image(cid).CreateAsync(SampleImages.Stored());

        again.Image.Digest.Should().NotBe(SampleImages.Stored().Digest, "the first creation stands");
        (await cluster.Grain<ISitePageGrain>(SitePageKey.Of(SiteNames.Default, 0)).ListAsync()).Should().Equal(cid);
    }

    [Fact]
    public async Task A_confirmed_registration_leads_to_a_result()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(2);

        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 2));
        (await cluster.Image(cid).GetAsync())!.Phase.Should().Be(ImagePhase.Confirming);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(2, of: 2));

        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed);
        classified.Result!.Votes.Select(vote => vote.Model).Should().Equal("basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2", "vgg16");
        var catalog = ModelCatalog.Load(Path.Combine(RepositoryRoot.Path, "models", "artifacts"));
        var decision = EnsembleVote.Combine([.. classified.Result.Votes.Select(vote => new Vote(vote.Model, vote.Probability))], catalog);
        classified.Result.Should().BeEquivalentTo(decision, "that is what the committed ensemble makes of these votes");
        classified.Result.EnsembleSha256.Should().Be(catalog.Ensemble?.Sha256);
        classified.Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_second_registration_by_someone_else_changes_nothing()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(3);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 3));
        var before = await cluster.Image(cid).GetAsync();

        (await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 3, transaction: "another"))).Should().BeFalse();

        (await cluster.Image(cid).GetAsync()).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_registration_that_the_chain_lost_may_come_again()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(4);
        var registration = Registrations.At(1, of: 3);
        await cluster.Image(cid).RegistrationSeenAsync(registration);

        await cluster.Image(cid).RegistrationLostAsync(Registrations.Hash("a block that never held it"));
        (await cluster.Image(cid).GetAsync())!.Phase.Should().Be(ImagePhase.Confirming);
        await cluster.Image(cid).RegistrationLostAsync(registration.BlockHash);

        var lost = (await cluster.Image(cid).GetAsync())!;
        lost.Phase.Should().Be(ImagePhase.Reorged);
        lost.Registration.Should().BeNull();
        lost.TransactionHash.Should().Be(registration.TransactionHash);
    }

    [Fact]
    public async Task A_failure_says_when_it_is_tried_again_and_a_retry_succeeds_once_the_cause_is_gone()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(5);
        var block = Directory.GetFiles(cluster.BlockDirectory, "*", SearchOption.AllDirectories).Single();
        File.Move(block, block + ".away");
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));

        var failed = await cluster.WaitForAsync(cid, ImagePhase.Failed, ImagePhase.Classified);
        failed.Phase.Should().Be(ImagePhase.Failed);
        failed.Failure!.Attempts.Should().Be(1);
        failed.Failure.RetryAt.Should().BeAfter(failed.History[^1].At);
        failed.Failure.Reason.Should().Contain(cid).And.NotContain(cluster.BlockDirectory);

        File.Move(block + ".away", block);
        await cluster.Image(cid).RetryAsync();
        (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_tells_clients_nothing_of_the_machine()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(10);
        var block = Directory.GetFiles(cluster.BlockDirectory, "*", SearchOption.AllDirectories).Single();
        File.Delete(block);
        Directory.CreateDirectory(block);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));

        var failed = await cluster.WaitForAsync(cid, ImagePhase.Failed);

        failed.Failure!.Reason.Should().Contain(nameof(UnauthorizedAccessException)).And.NotContain(cluster.BlockDirectory);
    }

    [Fact]
    public async Task A_retry_after_the_last_attempt_is_not_forgotten_in_a_crash()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(11);
        await cluster.OverwriteAsync<ImageState>(cluster.Image(cid), "image", state => state with
        {
            Phase = ImagePhase.Failed,
            Failure = new ImageFailure("gave up", RetrySchedule.MaxAttempts, RetryAt: null),
        });
        await cluster.DeactivateAsync(cluster.Image(cid));
        foreach (var block in Directory.GetFiles(cluster.BlockDirectory, "*", SearchOption.AllDirectories))
        {
            File.Delete(block);
        }

        await cluster.Image(cid).RetryAsync();

        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().ContainSingle("only a reminder wakes an image that nobody asks for");
    }

    [Fact]
    public async Task A_failed_image_is_tried_again_by_itself()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(6);
        var block = Directory.GetFiles(cluster.BlockDirectory, "*", SearchOption.AllDirectories).Single();
        File.Move(block, block + ".away");
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        await cluster.WaitForAsync(cid, ImagePhase.Failed);
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().ContainSingle("a crash must not end the attempts of an image that nobody asks for");

        File.Move(block + ".away", block);

        await cluster.WaitForAsync(cid, ImagePhase.Classified);
    }

    [Fact]
    public async Task Of_two_who_ask_for_it_at_once_one_has_an_image_classified_anew_and_its_earlier_result_is_kept()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(12);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        var earlier = (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Result!;

        await Task.WhenAll(cluster.Image(cid).ClassifyAnewAsync(earlier.ClassifiedAt), cluster.Image(cid).ClassifyAnewAsync(earlier.ClassifiedAt));

        var anew = await cluster.WaitForAsync(cid, ImagePhase.Classified, ImagePhase.Failed);
        anew.Result!.Probability.Should().Be(earlier.Probability);
        anew.Result.ClassifiedAt.Should().BeAfter(earlier.ClassifiedAt);
        anew.EarlierResults.Should().BeEquivalentTo([earlier]);
        anew.History.Select(line => line.Event).TakeLast(3).Should().Equal(ImageEvent.ClassificationDone, ImageEvent.ClassificationRequested, ImageEvent.ClassificationDone);
        (await cluster.Image(cid).ClassifyAnewAsync(earlier.ClassifiedAt))!.Version.Should().Be(anew.Version, "the result that was to be replaced is no longer the latest");
    }

    [Fact]
    public async Task A_sign_off_outlives_the_activation_and_is_kept_once()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(13);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        var result = (await cluster.WaitForAsync(cid, ImagePhase.Classified)).Result!;
        var review = new SignedReview("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "a label", DateTimeOffset.UnixEpoch, result.ClassifiedAt, 31337, "0x5FbDB2315678afecb367f032d93F642f64180aa3", "0x00");

        var reviewed = (await cluster.Image(cid).SignOffAsync(review))!;
        await cluster.DeactivateAsync(cluster.Image(cid));
        var again = (await cluster.Image(cid).SignOffAsync(review))!;

        reviewed.Should().BeEquivalentTo(new { Phase = ImagePhase.Reviewed, Result = result, Reviews = new[] { review } });
        again.Should().BeEquivalentTo(reviewed);
        (await cluster.Image(cid).SignOffAsync(review with { Verdict = "another" }))!.Version.Should().Be(reviewed.Version, "it is not later");
    }

    [Fact]
    public async Task Of_an_erased_image_nothing_is_left_in_the_store_or_with_the_models()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(14);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified);
        var (vote, reference) = (classified.Result!.Votes[0], new ImageReference(cid, classified.Image.WrappedKey!));
        (await cluster.Grain<IModelGrain>(vote.Model).HeatMapAsync(reference, vote.ModelSha256, CancellationToken.None)).Should().NotBeNull("it is at hand");

        var erased = (await cluster.Image(cid).EraseAsync())!;

        erased.Should().BeEquivalentTo(new { Phase = ImagePhase.Erased, classified.Result });
        erased.Image.WrappedKey.Should().BeNull();
        Directory.GetFiles(cluster.BlockDirectory, "*", SearchOption.AllDirectories).Should().BeEmpty();
        await FluentActions.Awaiting(() => cluster.Grain<IModelGrain>(vote.Model).HeatMapAsync(reference, vote.ModelSha256, CancellationToken.None)).Should().ThrowAsync<Exception>();
        (await cluster.Image(cid).EraseAsync()).Should().BeEquivalentTo(erased, "nothing happens to it any more");
    }

    [Fact]
    public async Task What_of_an_erased_image_could_not_be_removed_is_removed_by_its_reminder()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(15);
        Directory.Move(cluster.BlockDirectory, cluster.BlockDirectory + ".away");

        await FluentActions.Awaiting(() => cluster.Image(cid).EraseAsync()).Should().ThrowAsync<IOException>();
        (await cluster.Image(cid).GetAsync())!.Image.WrappedKey.Should().BeNull("that is first");
        (await cluster.RemindersOfAsync(cluster.Image(cid))).Should().ContainSingle();
        Directory.Move(cluster.BlockDirectory + ".away", cluster.BlockDirectory);
        await cluster.DeactivateAsync(cluster.Image(cid));
        await cluster.Image(cid).AsReference<IRemindable>().ReceiveReminder("work", default);

        Directory.GetFiles(cluster.BlockDirectory, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task What_may_not_happen_now_leaves_the_image_alone()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var cid = await cluster.CreateImageAsync(7);
        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        var classified = await cluster.WaitForAsync(cid, ImagePhase.Classified);

        await cluster.Image(cid).SubmittedAsync(Registrations.Hash("late"));
        await cluster.Image(cid).RegistrationLostAsync(Registrations.Hash("another block"));
        await cluster.Image(cid).RetryAsync();
        await cluster.Image(cid).ClassifyAnewAsync(classified.Result!.ClassifiedAt.AddTicks(1));

        (await cluster.Image(cid).GetAsync()).Should().BeEquivalentTo(classified);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_stays_so()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var image = cluster.Image("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");

        (await image.RegistrationSeenAsync(Registrations.At(1, of: 1))).Should().BeFalse();
        (await image.SubmittedAsync(Registrations.Hash("x"))).Should().BeNull();
        (await image.RetryAsync()).Should().BeNull();
        (await image.ClassifyAnewAsync(DateTimeOffset.UnixEpoch)).Should().BeNull();
        (await image.WaitAsync(0, TimeSpan.Zero)).Should().BeNull();
    }

    [Fact]
    public async Task A_killed_silo_comes_back_with_every_image_and_goes_on()
    {
        await using var cluster = await GrainCluster.StartAsync(chain.Devnet);
        var waiting = await cluster.CreateImageAsync(8);
        var confirmed = await cluster.CreateImageAsync(9);
        var before = await cluster.Image(waiting).GetAsync();
        await cluster.Image(confirmed).RegistrationSeenAsync(Registrations.At(1, of: 1));

        await cluster.KillAndRestartAsync();

        (await cluster.Image(waiting).GetAsync()).Should().BeEquivalentTo(before);
        await cluster.WaitForAsync(confirmed, ImagePhase.Classified);
    }
}
