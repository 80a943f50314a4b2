using System.Collections.Frozen;

namespace PathoChain.Grains.Images;

/// <summary>Which event leads from which phase to which (docs/design.md, "States of an ImageGrain"). What is not in the table is refused.</summary>
public static class ImageTransitions
{
    private static readonly FrozenDictionary<(ImagePhase From, ImageEvent Event), ImagePhase> Table =
        new Dictionary<(ImagePhase From, ImageEvent Event), ImagePhase>
        {
            [(ImagePhase.Stored, ImageEvent.SignatureRequested)] = ImagePhase.AwaitingSignature,

            [(ImagePhase.AwaitingSignature, ImageEvent.TransactionSubmitted)] = ImagePhase.Submitted,
            [(ImagePhase.AwaitingSignature, ImageEvent.RegistrationSeen)] = ImagePhase.Confirming,

            // A wallet may speed a transaction up: the client then announces another hash.
            [(ImagePhase.Submitted, ImageEvent.TransactionSubmitted)] = ImagePhase.Submitted,
            [(ImagePhase.Submitted, ImageEvent.RegistrationSeen)] = ImagePhase.Confirming,

            [(ImagePhase.Confirming, ImageEvent.RegistrationSeen)] = ImagePhase.Confirming,
            [(ImagePhase.Confirming, ImageEvent.RegistrationConfirmed)] = ImagePhase.Registered,
            [(ImagePhase.Confirming, ImageEvent.RegistrationLost)] = ImagePhase.AwaitingSignature,

            [(ImagePhase.Registered, ImageEvent.ClassificationStarted)] = ImagePhase.Classifying,

            // A crash leaves an image in Classifying; it is taken up again from there.
            [(ImagePhase.Classifying, ImageEvent.ClassificationStarted)] = ImagePhase.Classifying,
            [(ImagePhase.Classifying, ImageEvent.ClassificationDone)] = ImagePhase.Classified,
            [(ImagePhase.Classifying, ImageEvent.ClassificationFailed)] = ImagePhase.Failed,

            [(ImagePhase.Failed, ImageEvent.Retried)] = ImagePhase.Classifying,
        }.ToFrozenDictionary();

    /// <summary>The phase that <paramref name="happening"/> leads to from <paramref name="from"/>, or <see langword="null"/> if it may not happen there.</summary>
    public static ImagePhase? Next(ImagePhase from, ImageEvent happening) =>
        Table.TryGetValue((from, happening), out var next) ? next : null;
}
