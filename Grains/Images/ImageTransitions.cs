using System.Collections.Frozen;

namespace PathoChain.Grains.Images;

/// <summary>Which event leads from which phase to which (docs/design.md, "States of an ImageGrain"). What is not in the table is refused.</summary>
public static class ImageTransitions
{
    /// <summary>Phases in which a transaction is followed until its end is certain; what the node shows later may prove an earlier look wrong.</summary>
    private static readonly ImagePhase[] Followed =
    [
        ImagePhase.Submitted, ImagePhase.Reverted, ImagePhase.Replaced, ImagePhase.Dropped, ImagePhase.Misdirected, ImagePhase.Reorged,
    ];

    /// <summary>Phases without an event that counts: any transaction may be announced, and the chain's event wins over whatever is known of one.</summary>
    private static readonly ImagePhase[] Unregistered = [ImagePhase.AwaitingSignature, .. Followed, ImagePhase.Unattributed];

    /// <summary>Phases after confirmation. The event deepens there, and a reorganisation can still take it away.</summary>
    private static readonly ImagePhase[] Confirmed = [ImagePhase.Registered, ImagePhase.Classifying, ImagePhase.Classified, ImagePhase.Reviewed, ImagePhase.Failed];

    private static readonly FrozenDictionary<(ImagePhase From, ImageEvent Event), ImagePhase> Table = Rows().ToFrozenDictionary();

    /// <summary>The phase that <paramref name="happening"/> leads to from <paramref name="from"/>, or <see langword="null"/> if it may not happen there.</summary>
    public static ImagePhase? Next(ImagePhase from, ImageEvent happening) =>
        Table.TryGetValue((from, happening), out var next) ? next : null;

    private static Dictionary<(ImagePhase From, ImageEvent Event), ImagePhase> Rows()
    {
        var rows = new Dictionary<(ImagePhase From, ImageEvent Event), ImagePhase>
        {
            [(ImagePhase.Stored, ImageEvent.SignatureRequested)] = ImagePhase.AwaitingSignature,

            [(ImagePhase.Confirming, ImageEvent.RegistrationSeen)] = ImagePhase.Confirming,
            [(ImagePhase.Confirming, ImageEvent.RegistrationConfirmed)] = ImagePhase.Registered,
            [(ImagePhase.Confirming, ImageEvent.RegistrationLost)] = ImagePhase.Reorged,
            [(ImagePhase.Unattributed, ImageEvent.RegistrationLost)] = ImagePhase.Reorged,

            [(ImagePhase.Registered, ImageEvent.ClassificationStarted)] = ImagePhase.Classifying,
            [(ImagePhase.Registered, ImageEvent.ResultKept)] = ImagePhase.Classified,

            // A crash leaves an image in Classifying; it is taken up again from there.
            [(ImagePhase.Classifying, ImageEvent.ClassificationStarted)] = ImagePhase.Classifying,
            [(ImagePhase.Classifying, ImageEvent.ClassificationDone)] = ImagePhase.Classified,
            [(ImagePhase.Classifying, ImageEvent.ClassificationFailed)] = ImagePhase.Failed,

            [(ImagePhase.Failed, ImageEvent.Retried)] = ImagePhase.Classifying,
            [(ImagePhase.Classified, ImageEvent.ClassificationRequested)] = ImagePhase.Classifying,
            [(ImagePhase.Reviewed, ImageEvent.ClassificationRequested)] = ImagePhase.Classifying,

            [(ImagePhase.Classified, ImageEvent.SignedOff)] = ImagePhase.Reviewed,
            [(ImagePhase.Classified, ImageEvent.ReviewKept)] = ImagePhase.Reviewed,
            [(ImagePhase.Reviewed, ImageEvent.SignedOff)] = ImagePhase.Reviewed,
        };
        // Erasing is for good: what the chain shows later changes what is known of the registration, and nothing else.
        foreach (var phase in Enum.GetValues<ImagePhase>())
        {
            rows.Add((phase, ImageEvent.Erased), ImagePhase.Erased);
        }

        rows.Add((ImagePhase.Erased, ImageEvent.RegistrationSeen), ImagePhase.Erased);
        rows.Add((ImagePhase.Erased, ImageEvent.RegistrationUnattributed), ImagePhase.Erased);
        rows.Add((ImagePhase.Erased, ImageEvent.RegistrationLost), ImagePhase.Erased);

        foreach (var phase in Unregistered)
        {
            rows.Add((phase, ImageEvent.TransactionSubmitted), ImagePhase.Submitted);
            rows.Add((phase, ImageEvent.RegistrationSeen), ImagePhase.Confirming);
            rows.Add((phase, ImageEvent.RegistrationUnattributed), ImagePhase.Unattributed);
        }

        foreach (var phase in Followed)
        {
            rows.Add((phase, ImageEvent.TransactionReverted), ImagePhase.Reverted);
            rows.Add((phase, ImageEvent.TransactionReplaced), ImagePhase.Replaced);
            rows.Add((phase, ImageEvent.TransactionDropped), ImagePhase.Dropped);
            rows.Add((phase, ImageEvent.TransactionMisdirected), ImagePhase.Misdirected);

            // An event that does not count can go as well.
            rows.Add((phase, ImageEvent.RegistrationLost), phase);
        }

        foreach (var phase in Confirmed)
        {
            rows.Add((phase, ImageEvent.RegistrationSeen), phase);
            rows.Add((phase, ImageEvent.RegistrationLost), ImagePhase.Reorged);
        }

        return rows;
    }
}
