namespace PathoChain.Inference.Tests;

public sealed class CandidateTests
{
    private const string Cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    private static readonly ModelCard Card = ModelCardFile.Load(Path.Combine(ModelFolder.Committed, "basecnn.json")) with { Sha256 = new string('a', 64) };

    private static readonly string[] Cids = [.. Enumerable.Range(0, 10_000).Select(at => $"image-{at}")];

    [Fact]
    public void Of_share_0_no_image_falls_to_it_and_of_share_1_every_one()
    {
        var shadow = new Candidate(Card, new TrialShares(Shadow: 1, Canary: 0));
        var canary = new Candidate(Card, new TrialShares(Shadow: 0, Canary: 1));

        Cids.Should().AllSatisfy(cid => (shadow.IsComparedOn(cid), shadow.VotesOn(cid), canary.IsComparedOn(cid), canary.VotesOn(cid))
            .Should().Be((true, false, false, true)));
    }

    [Fact]
    public void Of_a_share_between_that_part_of_the_images_falls_to_it_and_always_the_same()
    {
        var candidate = Canary(0.3);

        var chosen = Cids.Where(candidate.VotesOn).ToList();

        chosen.Count.Should().BeInRange(2_860, 3_140); // 3 standard deviations
        Cids.Where(Canary(0.3).VotesOn).Should().Equal(chosen);
        chosen.Should().OnlyContain(cid => Canary(0.4).VotesOn(cid), "a share that grows takes nothing back");
    }

    [Fact]
    public void Another_candidate_gets_other_images()
    {
        var other = new Candidate(Card with { Sha256 = new string('b', 64) }, new TrialShares(Shadow: 0, Canary: 0.3));

        Cids.Count(cid => Canary(0.3).VotesOn(cid) && other.VotesOn(cid)).Should().BeInRange(800, 1_000); // 0.3 x 0.3 of 10,000
    }

    /// <summary>SHA-256 of "CID/hash", its first 53 bits as a fraction: computed by Python's hashlib.</summary>
    [Fact]
    public void Where_an_image_lies_is_the_same_on_every_machine()
    {
        const double place = 0.11870673349709782;

        Canary(place - 1e-9).VotesOn(Cid).Should().BeFalse();
        Canary(place + 1e-9).VotesOn(Cid).Should().BeTrue();
    }

    [Fact]
    public void Its_name_is_that_of_its_model_and_its_hash() => Canary(0).Name.Should().Be($"basecnn@{new string('a', 64)}");

    private static Candidate Canary(double share) => new(Card, new TrialShares(Shadow: 0, Canary: share));
}
