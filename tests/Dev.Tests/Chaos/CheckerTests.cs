using PathoChain.Dev.Chaos.Cases;
using PathoChain.Dev.Chaos.Judging;

namespace PathoChain.Dev.Tests.Chaos;

/// <summary>The checker accepts what is right and finds each kind of wrong answer.</summary>
public sealed class CheckerTests
{
    private static readonly string[] Phases =
        ["awaitingSignature", "submitted", "confirming", "registered", "classified", "failed", "reorged", "reverted", "replaced", "dropped", "misdirected", "unattributed"];

    private static readonly string?[] Problems = [null, "reverted", "replaced", "cancelled", "dropped", "wrongRegistry"];

    [Fact]
    public void A_registration_shows_its_event_its_depth_and_its_finality()
    {
        var deep = new Situation().Sent("0x1").Announced("0x1").Mined("0x1", block: 30);

        deep.Accepts(Situation.Shows("classified", "0x1", 30, "finalized")).Should().BeTrue();
        deep.Accepts(Situation.Shows("classified", "0x1", 30, "safe")).Should().BeFalse();
        deep.Accepts(Situation.Shows("classified", "0x1", 30, "unsafe")).Should().BeFalse();
        deep.Accepts(Situation.Shows("confirming", "0x1", 30, "finalized")).Should().BeFalse();
        deep.Accepts(Situation.Shows("classified", "0x2", 30, "finalized")).Should().BeFalse("it is another transaction's");
        deep.Accepts(Situation.Shows("classified", "0x1", 31, "finalized")).Should().BeFalse("it is in another block");
        deep.Accepts(Situation.Shows("classified", "0x1", 30, "finalized", "dropped")).Should().BeFalse("there is no problem any more");
        foreach (var phase in Phases)
        {
            deep.Accepts(phase).Should().BeFalse("{0} without the event hides it", phase);
        }
    }

    [Theory]
    [InlineData(36, "classified", "finalized")]
    [InlineData(37, "classified", "safe")]
    [InlineData(68, "classified", "safe")]
    [InlineData(69, "classified", "unsafe")]
    [InlineData(98, "classified", "unsafe")]
    [InlineData(99, "confirming", "unsafe")]
    [InlineData(100, "confirming", "unsafe")]
    public void Depth_and_tags_decide_to_the_block(int block, string phase, string finality)
    {
        var situation = new Situation().Sent("0x1").Mined("0x1", block);

        var accepted = from said in new[] { "confirming", "classified" }
                       from final in new[] { "unsafe", "safe", "finalized" }
                       where situation.Accepts(Situation.Shows(said, "0x1", block, final))
                       select (said, final);
        accepted.Should().Equal((phase, finality));
    }

    [Fact]
    public void An_event_that_is_not_on_the_chain_is_a_wrong_success()
    {
        var lost = new Situation().Sent("0x1").Announced("0x1");

        lost.Accepts(Situation.Shows("classified", "0x1", 30, "finalized")).Should().BeFalse();
        lost.Accepts(Situation.Shows("confirming", "0x1", 99, "unsafe")).Should().BeFalse();
    }

    [Fact]
    public void Of_two_registrations_either_may_be_shown() =>
        new Situation().Sent("0x1").Sent("0x2", Situation.Other).Mined("0x1", 50).Mined("0x2", 51)
            .Accepts(Situation.Shows("classified", "0x2", 51, "safe")).Should().BeTrue();

    [Fact]
    public void Without_an_event_one_answer_is_right()
    {
        ShouldBe(new Situation(), "awaitingSignature");
        ShouldBe(new Situation().Sent("0x1"), "awaitingSignature");
        ShouldBe(new Situation().Sent("0x1").Announced("0x1").Pending("0x1"), "submitted");
        ShouldBe(new Situation().Sent("0x1").Announced("0x1").Mined("0x1", 50, succeeded: false), "reverted", "reverted");
        ShouldBe(new Situation().Sent("0x1").Announced("0x1"), "dropped", "dropped");
        ShouldBe(new Situation().Announced("0xunknown", Sight.Never), "dropped", "dropped");
        ShouldBe(new Situation().Sent("0x1", to: "0xelse").Announced("0x1").Mined("0x1", 50), "misdirected", "wrongRegistry");
        ShouldBe(Superseded(Sight.Certain, to: "0xelse", input: "0x12"), "replaced", "replaced");
        ShouldBe(Superseded(Sight.Certain, to: Situation.Account, input: "0x"), "replaced", "cancelled");
        ShouldBe(Superseded(Sight.Never, to: Situation.Account, input: "0x"), "dropped", "dropped");
    }

    [Fact]
    public void What_may_not_have_been_seen_leaves_two_answers()
    {
        var situation = Superseded(Sight.Perhaps, to: Situation.Account, input: "0x");

        AcceptedBy(situation).Should().BeEquivalentTo([("replaced", "cancelled"), ("dropped", "dropped")]);
    }

    [Fact]
    public void A_lost_event_leads_to_its_transaction_even_unannounced() =>
        ShouldBe(new Situation().Sent("0x1").With(image => image.EventShown = true), "dropped", "dropped");

    [Fact]
    public void A_lost_event_whose_transaction_waits_again_may_still_be_called_reorged() =>
        AcceptedBy(new Situation().Sent("0x1").Announced("0x1").Pending("0x1").With(image => image.EventShown = true))
            .Should().BeEquivalentTo([("submitted", null), ("reorged", (string?)null)]);

    [Fact]
    public void After_a_disturbance_every_answer_that_asks_for_a_new_signature_is_right_and_no_other()
    {
        var situation = new Situation().Sent("0x1").Announced("0x1").With(image => image.Disturbed = true);

        AcceptedBy(situation).Should().BeEquivalentTo(
            [("reverted", "reverted"), ("replaced", "replaced"), ("replaced", "cancelled"), ("dropped", "dropped"), ("misdirected", "wrongRegistry")]);
    }

    [Fact]
    public void A_final_that_is_not_on_the_chain_is_lost()
    {
        var situation = new Situation().Sent("0x1").Mined("0x1", 30);
        ObservedRegistration[] reported =
        [
            new("0x1", 30, "hash of 30", "finalized"),
            new("0x1", 30, "hash of another 30", "finalized"),
            new("0x2", 31, "hash of 31", "finalized"),
        ];

        var faults = Checker.CheckFinals(reported.Select(registration => ("cid", registration)), situation.Chain).ToList();

        faults.Should().HaveCount(2).And.OnlyContain(fault => fault.Kind == FaultKind.LostFinal);
    }

    private static Situation Superseded(Sight sight, string to, string input) =>
        new Situation().Sent("0x1").Sent("0x2", to: to, input: input).Announced("0x1", sight).Mined("0x2", 50);

    private static void ShouldBe(Situation situation, string phase, string? problem = null) =>
        AcceptedBy(situation).Should().Equal((phase, problem));

    private static IEnumerable<(string Phase, string? Problem)> AcceptedBy(Situation situation) =>
        from phase in Phases
        from problem in Problems
        where situation.Accepts(phase, problem)
        select (phase, problem);
}
