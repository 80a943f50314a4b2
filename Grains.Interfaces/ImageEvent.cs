namespace PathoChain.Grains;

/// <summary>What can happen to an image. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.ImageEvent")]
public enum ImageEvent
{
    Stored = 0,
    SignatureRequested = 1,
    TransactionSubmitted = 2,
    RegistrationSeen = 3,
    RegistrationConfirmed = 4,
    RegistrationLost = 5,
    ClassificationStarted = 6,
    ClassificationDone = 7,
    ClassificationFailed = 8,
    Retried = 9,
    TransactionReverted = 10,
    TransactionReplaced = 11,
    TransactionDropped = 12,
    TransactionMisdirected = 13,
    RegistrationUnattributed = 14,

    /// <summary>A result from before a reorganisation stands: the content did not change.</summary>
    ResultKept = 15,

    /// <summary>A person has a classified image classified again, by the models that are served now.</summary>
    ClassificationRequested = 16,

    /// <summary>A pathologist signed the result off.</summary>
    SignedOff = 17,

    /// <summary>A review from before a reorganisation stands, as its result does.</summary>
    ReviewKept = 18,

    /// <summary>A person had the image erased.</summary>
    Erased = 19,
}
