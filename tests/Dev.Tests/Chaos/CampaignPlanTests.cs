using PathoChain.Dev.Chaos;
using PathoChain.Dev.Chaos.Cases;

namespace PathoChain.Dev.Tests.Chaos;

public sealed class CampaignPlanTests
{
    private static readonly ChaosOptions Full = new(200, 200, 20, Seed: 7, ChaosNodes.Both, Json: null);

    [Fact]
    public void All_that_was_asked_for_is_in_the_plan()
    {
        var plan = CampaignPlan.Create(Full, reorganises: true);

        var depths = plan.Where(tick => tick.Depth > 0).Select(tick => tick.Depth).ToList();
        depths.Should().HaveCount(200);
        Enumerable.Range(1, 64).Should().OnlyContain(depth => depths.Count(planned => planned == depth) >= 3);
        var kinds = plan.SelectMany(tick => tick.Cases).ToList();
        kinds.Count(CampaignPlan.IsInterfered).Should().Be(200);
        kinds.Distinct().Should().HaveCount(Enum.GetValues<CaseKind>().Length);
        plan.Count(tick => tick.RestartsNode).Should().Be(20);
        plan.Count(tick => tick.Kill is not ApiKill.None).Should().Be(20);
    }

    [Fact]
    public void A_node_that_cannot_reorganise_is_not_asked_to()
    {
        var plan = CampaignPlan.Create(Full, reorganises: false);

        plan.Should().OnlyContain(tick => tick.Depth == 0 && !tick.RestartsNode);
        plan.SelectMany(tick => tick.Cases).Count(CampaignPlan.IsInterfered).Should().Be(200);
    }

    [Fact]
    public void A_seed_gives_the_same_plan_and_another_seed_another()
    {
        CampaignPlan.Create(Full, true).Should().BeEquivalentTo(CampaignPlan.Create(Full, true), options => options.WithStrictOrdering());
        CampaignPlan.Create(Full with { Seed = 8 }, true).Should().NotBeEquivalentTo(CampaignPlan.Create(Full, true), options => options.WithStrictOrdering());
    }
}
