using PathoChain.Grains.Models;
using PathoChain.Inference;

namespace PathoChain.Grains.Tests.Models;

/// <summary>A vote that comes from a silo whose <c>Models:Withdrawn</c> is older than ours.</summary>
public sealed class WithdrawnVoteTests
{
    private static readonly string Withdrawn = new('0', 64);
    private static readonly ModelCatalog Catalog = ModelCatalog.Load(Path.Combine(RepositoryRoot.Path, "models", "artifacts"), [Withdrawn]);

    [Fact]
    public void A_vote_of_a_withdrawn_model_does_not_count() =>
        FluentActions.Invoking(() => EnsembleGrain.VoteOf(By(Withdrawn), Catalog)).Should().Throw<ModelException>().WithMessage($"{Withdrawn}*basecnn*every silo*");

    [Fact]
    public void Another_version_that_is_not_withdrawn_is_on_trial() =>
        EnsembleGrain.VoteOf(By(new string('1', 64)), Catalog).Trial.Should().Be(new TrialVote(new string('1', 64), "yes"));

    [Fact]
    public void The_served_version_is_not() => EnsembleGrain.VoteOf(By(Catalog["basecnn"].Sha256), Catalog).Trial.Should().BeNull();

    private static ModelVote By(string sha256) => new("basecnn", sha256, 0.7, 0.8, "yes", [], 1);
}
