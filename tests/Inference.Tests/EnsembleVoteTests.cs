using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class EnsembleVoteTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();

    public EnsembleVoteTests()
    {
        _folder.Copy("second");
        _folder.Copy("strict", card => card["threshold"] = 0.8);
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
        Combine(new Vote("strict", 0.79)).Should().BeEquivalentTo(
            new EnsembleDecision(0.79, "no invasive ductal carcinoma", Uncertain: false, Disagreement: false, Warnings: []));

    [Theory]
    [InlineData(0.5, 0.5, 0.9, false)]
    [InlineData(0.5, 0.3, 0.9, true)]
    [InlineData(0.5, 0.5, 0.79, true)]
    [InlineData(0.1, 0.4, 0.79, false)]
    public void Models_that_call_another_class_at_their_own_thresholds_disagree(double first, double second, double strict, bool disagreement) =>
        Combine(new("basecnn", first), new("second", second), new("strict", strict)).Disagreement.Should().Be(disagreement);

    [Fact]
    public void The_card_weighs_and_calibrates_the_votes()
    {
        _folder.WriteEnsemble(card =>
        {
            Weigh(card, 0.5, 0.2, 0.3);
            card["temperature"] = 0.5;
        });

        // The mean is 0.5 x 0.9 + 0.2 x 0.6 + 0.3 x 0.2 = 0.63; its log-odds are ln(0.63 / 0.37).
        var expected = 1 / (1 + Math.Exp(-2 * Math.Log(0.63 / 0.37)));
        Combine(new("second", 0.6), new("strict", 0.2), new("basecnn", 0.9)).Probability.Should().BeApproximately(expected, 1e-12);
    }

    [Theory]
    [InlineData(0.0, 1e-6)]
    [InlineData(1.0, 1 - 1e-6)]
    public void Votes_of_certainty_are_clipped_before_they_are_calibrated(double votes, double probability)
    {
        _folder.WriteEnsemble();

        All(votes).Probability.Should().BeApproximately(probability, 1e-12);
    }

    [Theory]
    [InlineData(0.299, "no invasive ductal carcinoma")]
    [InlineData(0.301, null)]
    [InlineData(0.549, null)]
    [InlineData(0.551, "invasive ductal carcinoma")]
    public void Within_the_band_no_call_is_made(double votes, string? label)
    {
        _folder.WriteEnsemble(card =>
        {
            card["threshold"] = 0.35;
            card["abstainBand"] = new JsonArray(0.3, 0.55);
        });

        var decision = All(votes);

        decision.Label.Should().Be(label);
        decision.Uncertain.Should().Be(label is null);
    }

    [Theory]
    [InlineData(0.349, "no invasive ductal carcinoma")]
    [InlineData(0.351, "invasive ductal carcinoma")]
    public void Without_a_width_of_the_band_the_cards_threshold_decides_alone(double votes, string label)
    {
        _folder.WriteEnsemble(card =>
        {
            card["threshold"] = 0.35;
            card["abstainBand"] = new JsonArray(0.35, 0.35);
        });

        All(votes).Should().BeEquivalentTo(new { Label = label, Uncertain = false });
    }

    [Fact]
    public void The_weights_need_every_members_vote()
    {
        _folder.WriteEnsemble();

        Refusal<ArgumentException>(new("basecnn", 0.5), new("second", 0.5)).Should().Contain("strict");
        Refusal<ArgumentException>(new("basecnn", 0.5), new("second", 0.5), new("strict", 0.5), new("strict", 0.5)).Should().Contain("strict");
    }

    [Fact]
    public void Without_a_withdrawn_member_the_others_are_averaged_and_the_result_says_why()
    {
        _folder.WriteEnsemble(card => Weigh(card, 0.8, 0.1, 0.1));
        var catalog = ModelCatalog.Load(_folder.Directory, [ModelCardFile.Load(_folder.Path("second.json")).Sha256]);

        var decision = EnsembleVote.Combine([new("basecnn", 0.4), new("strict", 0.7)], catalog);

        decision.Probability.Should().BeApproximately(0.55, 1e-12);
        decision.Should().BeEquivalentTo(new { Label = "no invasive ductal carcinoma", Uncertain = false });
        decision.Warnings.Should().ContainSingle().Which.Should().ContainAll("second is withdrawn", "plain mean");
    }

    [Fact]
    public void A_version_on_trial_has_the_weight_of_the_served_one_and_the_result_warns_of_it()
    {
        _folder.WriteEnsemble(card => Weigh(card, 0.5, 0.2, 0.3));
        var trial = new TrialVote(new string('a', 64), "invasive ductal carcinoma");

        var decision = Combine(new("basecnn", 0.9, trial), new("second", 0.6), new("strict", 0.9));

        decision.Should().BeEquivalentTo(Combine(new("basecnn", 0.9), new("second", 0.6), new("strict", 0.9)), but => but.Excluding(each => each.Warnings));
        decision.Warnings.Should().ContainSingle().Which.Should()
            .ContainAll("basecnn", "on trial", trial.Sha256, ModelCardFile.Load(_folder.Path("basecnn.json")).Sha256, "calibrated");
    }

    [Theory]
    [InlineData("no invasive ductal carcinoma", true)]
    [InlineData("invasive ductal carcinoma", false)]
    public void A_version_on_trial_calls_at_its_own_threshold(string label, bool disagreement) =>
        Combine(new("basecnn", 0.7, new TrialVote(new string('a', 64), label)), new("second", 0.7)).Disagreement.Should().Be(disagreement);

    [Fact]
    public void Models_of_different_tasks_are_not_combined()
    {
        _folder.Copy("foreign", card => card["labels"] = JsonNode.Parse("""{"negative":"benign","positive":"malignant"}"""));

        Refusal<ModelException>(new("basecnn", 0.5), new("foreign", 0.5)).Should().ContainAll("basecnn", "foreign");
    }

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

    private static void Weigh(JsonObject card, params double[] weights)
    {
        foreach (var (member, weight) in card["members"]!.AsArray().Zip(weights))
        {
            member!["weight"] = weight;
        }
    }

    private EnsembleDecision All(double probability) =>
        Combine(new("basecnn", probability), new("second", probability), new("strict", probability));

    private EnsembleDecision Combine(params Vote[] votes) => EnsembleVote.Combine(votes, ModelCatalog.Load(_folder.Directory));

    private string Refusal<T>(params Vote[] votes)
        where T : Exception => this.Invoking(tests => tests.Combine(votes)).Should().Throw<T>().Which.Message;
}
