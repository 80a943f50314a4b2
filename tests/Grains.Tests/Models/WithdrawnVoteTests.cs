using Microsoft.Extensions.DependencyInjection;
using PathoChain.Grains.Models;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>A vote that comes from a silo whose <c>Models:Withdrawn</c> is older than ours.</summary>
public sealed class WithdrawnVoteTests(DevnetFixture chain) : IClassFixture<DevnetFixture>
{
    private static readonly string Withdrawn = new('0', 64);
    private static readonly ModelCatalog Catalog = ModelCatalog.Load(Path.Combine(RepositoryRoot.Path, "models", "artifacts"), [Withdrawn]);

    private static readonly CandidateCatalog Untried = CandidateCatalog.Load(Path.Combine(RepositoryRoot.Path, "models", "none"), Catalog, new TrialShares(Shadow: 0, Canary: 0));

    [Fact]
    public async Task While_a_silo_still_runs_a_withdrawn_model_an_image_waits_without_having_used_up_an_attempt()
    {
        using var served = new TemporaryFolder();
        QuantisedBaseCnn.WriteTo(served.Path);
        await using var cluster = await GrainCluster.StartAsync(
            chain.Devnet,
            settings: new Dictionary<string, string?> { ["Models:Directory"] = served.Path, ["Models:Withdrawn:0"] = Catalog["basecnn"].Sha256 },
            change: services => services.AddSingleton(provider => new ClassifierPool(Catalog, provider.GetRequiredService<InferenceQueue>())));
        var cid = await cluster.CreateImageAsync(1);

        await cluster.Image(cid).RegistrationSeenAsync(Registrations.At(1, of: 1));
        var waiting = await cluster.WaitForAsync(cid, ImagePhase.Failed, ImagePhase.Classified);

        waiting.Failure.Should().BeEquivalentTo(new { Attempts = 0, TimesBusy = 1 });
        waiting.Failure!.RetryAt.Should().NotBeNull();
        waiting.Failure.Reason.Should().Contain("Not every silo serves the same models");
    }

    [Fact]
    public void A_vote_of_a_withdrawn_model_does_not_count() =>
        FluentActions.Invoking(() => EnsembleGrain.VoteOf(By(Withdrawn), Catalog, Untried)).Should().Throw<ModelException>().WithMessage($"{Withdrawn}*basecnn*every silo*");

    [Fact]
    public void A_version_that_is_neither_served_nor_on_trial_does_not_count_as_it_is_an_earlier_or_a_later_one() =>
        FluentActions.Invoking(() => EnsembleGrain.VoteOf(By(new string('1', 64)), Catalog, Untried)).Should().Throw<ModelException>().WithMessage("111*basecnn*every silo*");

    [Fact]
    public void The_candidate_is_on_trial_and_the_served_version_is_not()
    {
        using var folder = new TemporaryFolder();
        QuantisedBaseCnn.WriteTo(folder.Path);
        var candidates = CandidateCatalog.Load(folder.Path, Catalog, new TrialShares(Shadow: 0, Canary: 1));
        var candidate = candidates.Of("basecnn")!.Card.Sha256;

        EnsembleGrain.VoteOf(By(candidate), Catalog, candidates).Trial.Should().Be(new TrialVote(candidate, "yes"));
        EnsembleGrain.VoteOf(By(Catalog["basecnn"].Sha256), Catalog, candidates).Trial.Should().BeNull();
    }

    private static ModelVote By(string sha256) => new("basecnn", sha256, 0.7, 0.8, "yes", [], 1);
}
