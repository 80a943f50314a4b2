using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class EnsembleVoteTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();

    public EnsembleVoteTests()
    {
        _folder.Copy("second");
        _folder.Copy("strict", card => card["threshold"] = 0.8);
        _folder.Copy("foreign", card => card["labels"] = JsonNode.Parse("""{"negative":"benign","positive":"malignant"}"""));
    }

    [Theory]
    [InlineData(0.9, 0.3, 0.6, "invasive ductal carcinoma")]
    [InlineData(0.6, 0.2, 0.4, "no invasive ductal carcinoma")]
    [InlineData(0.5, 0.5, 0.5, "invasive ductal carcinoma")]
    public void Votes_are_averaged(double first, double second, double probability, string label)
    {
        var decision = Combine(new("basecnn", first), new("second", second));

        decision.Probability.Should().BeApproximately(probability, 1e-12);
        decision.Label.Should().Be(label);
    }

    [Fact]
    public void A_lone_vote_keeps_its_models_threshold() =>
        Combine(new Vote("strict", 0.79)).Should().Be(new EnsembleDecision(0.79, "no invasive ductal carcinoma"));

    [Fact]
    public void Models_of_different_tasks_are_not_combined() =>
        Refusal<ModelException>(new("basecnn", 0.5), new("foreign", 0.5)).Should().ContainAll("basecnn", "foreign");

    [Fact]
    public void A_vote_of_an_unknown_model_is_refused() =>
        Refusal<ModelException>(new Vote("vgg16", 0.5)).Should().Contain("vgg16");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_vote_that_is_no_probability_is_refused(double probability) =>
        Refusal<ArgumentException>(new Vote("basecnn", probability)).Should().Contain("basecnn");

    [Fact]
    public void No_votes_are_refused() => Refusal<ArgumentException>().Should().Contain("no votes");

    public void Dispose() => _folder.Dispose();

    private EnsembleDecision Combine(params Vote[] votes) => EnsembleVote.Combine(votes, ModelCatalog.Load(_folder.Directory));

    private string Refusal<T>(params Vote[] votes)
        where T : Exception => this.Invoking(tests => tests.Combine(votes)).Should().Throw<T>().Which.Message;
}
