using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class ImageTransitionsTests
{
    /// <summary>The table of docs/design.md, written down a second time: what is not here must be refused.</summary>
    private const string Allowed = """
        Stored            SignatureRequested    AwaitingSignature
        AwaitingSignature TransactionSubmitted  Submitted
        AwaitingSignature RegistrationSeen      Confirming
        Submitted         TransactionSubmitted  Submitted
        Submitted         RegistrationSeen      Confirming
        Confirming        RegistrationSeen      Confirming
        Confirming        RegistrationConfirmed Registered
        Confirming        RegistrationLost      AwaitingSignature
        Registered        ClassificationStarted Classifying
        Classifying       ClassificationStarted Classifying
        Classifying       ClassificationDone    Classified
        Classifying       ClassificationFailed  Failed
        Failed            Retried               Classifying
        """;

    [Fact]
    public void Every_pair_of_phase_and_event_leads_where_the_design_says_or_nowhere()
    {
        var found = from phase in Enum.GetValues<ImagePhase>()
                    from happening in Enum.GetValues<ImageEvent>()
                    let next = ImageTransitions.Next(phase, happening)
                    where next is not null
                    select $"{phase} {happening} {next}";

        found.Should().BeEquivalentTo(Allowed.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public void Every_phase_can_be_reached_from_Stored()
    {
        var reached = new HashSet<ImagePhase> { ImagePhase.Stored };
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(
                from phase in reached.ToList()
                from happening in Enum.GetValues<ImageEvent>()
                let next = ImageTransitions.Next(phase, happening)
                where next is not null
                select next.Value);
        }

        reached.Should().BeEquivalentTo(Enum.GetValues<ImagePhase>());
    }
}
