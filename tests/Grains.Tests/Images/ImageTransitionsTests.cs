using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class ImageTransitionsTests
{
    /// <summary>The table of docs/design.md, written down a second time: what is not here must be refused.</summary>
    private const string Allowed = """
        Stored              SignatureRequested       AwaitingSignature
        AwaitingSignature   TransactionSubmitted     Submitted
        AwaitingSignature   RegistrationSeen         Confirming
        AwaitingSignature   RegistrationUnattributed Unattributed
        (followed)          TransactionSubmitted     Submitted
        (followed)          TransactionReverted      Reverted
        (followed)          TransactionReplaced      Replaced
        (followed)          TransactionDropped       Dropped
        (followed)          TransactionMisdirected   Misdirected
        (followed)          RegistrationSeen         Confirming
        (followed)          RegistrationUnattributed Unattributed
        (followed)          RegistrationLost         (same)
        Unattributed        TransactionSubmitted     Submitted
        Unattributed        RegistrationSeen         Confirming
        Unattributed        RegistrationUnattributed Unattributed
        Unattributed        RegistrationLost         Reorged
        Confirming          RegistrationSeen         Confirming
        Confirming          RegistrationConfirmed    Registered
        Confirming          RegistrationLost         Reorged
        (confirmed)         RegistrationSeen         (same)
        (confirmed)         RegistrationLost         Reorged
        Registered          ClassificationStarted    Classifying
        Registered          ResultKept               Classified
        Classifying         ClassificationStarted    Classifying
        Classifying         ClassificationDone       Classified
        Classifying         ClassificationFailed     Failed
        Failed              Retried                  Classifying
        Classified          ClassificationRequested  Classifying
        Classified          SignedOff                Reviewed
        Classified          ReviewKept               Reviewed
        Reviewed            SignedOff                Reviewed
        Reviewed            ClassificationRequested  Classifying
        (any)               Erased                   Erased
        Erased              RegistrationSeen         Erased
        Erased              RegistrationUnattributed Erased
        Erased              RegistrationLost         Erased
        """;

    private static readonly Dictionary<string, string[]> Groups = new()
    {
        ["(followed)"] = ["Submitted", "Reverted", "Replaced", "Dropped", "Misdirected", "Reorged"],
        ["(confirmed)"] = ["Registered", "Classifying", "Classified", "Reviewed", "Failed"],
        ["(any)"] = Enum.GetNames<ImagePhase>(),
    };

    private static IEnumerable<string> Expected =>
        from line in Allowed.Split('\n')
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        from phase in Groups.GetValueOrDefault(words[0], [words[0]])
        select $"{phase} {words[1]} {(words[2] == "(same)" ? phase : words[2])}";

    [Fact]
    public void Every_pair_of_phase_and_event_leads_where_the_design_says_or_nowhere()
    {
        var found = from phase in Enum.GetValues<ImagePhase>()
                    from happening in Enum.GetValues<ImageEvent>()
                    let next = ImageTransitions.Next(phase, happening)
                    where next is not null
                    select $"{phase} {happening} {next}";

        found.Should().BeEquivalentTo(Expected);
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
