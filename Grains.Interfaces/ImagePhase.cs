namespace PathoChain.Grains;

/// <summary>Where an image is on its way (docs/design.md, "States of an ImageGrain"). Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.ImagePhase")]
public enum ImagePhase
{
    /// <summary>The envelope is in the content store.</summary>
    Stored = 0,

    /// <summary>The registration call was handed out; no transaction is known.</summary>
    AwaitingSignature = 1,

    /// <summary>A client announced a transaction; the chain shows no event yet.</summary>
    Submitted = 2,

    /// <summary>The chain shows the event, in fewer blocks than the chain's confirmations.</summary>
    Confirming = 3,

    /// <summary>The event is confirmed.</summary>
    Registered = 4,

    /// <summary>The ensemble is at work.</summary>
    Classifying = 5,

    /// <summary>The result is stored.</summary>
    Classified = 6,

    /// <summary>Classification failed; see <see cref="ImageFailure"/> for the reason and the next attempt.</summary>
    Failed = 7,

    /// <summary>The announced transaction was mined and refused; see <see cref="TransactionProblem"/>.</summary>
    Reverted = 8,

    /// <summary>Another transaction took the nonce of the announced one and does not register this image.</summary>
    Replaced = 9,

    /// <summary>The node no longer knows the announced transaction, and its nonce is unused.</summary>
    Dropped = 10,

    /// <summary>The chain showed the event and shows it no longer; it may come back by itself.</summary>
    Reorged = 11,

    /// <summary>The announced transaction was mined, but does not register this image here.</summary>
    Misdirected = 12,

    /// <summary>The digest is registered, but only by an account that did not speak for the site then.</summary>
    Unattributed = 13,

    /// <summary>A pathologist signed the result off.</summary>
    Reviewed = 14,

    /// <summary>A person had the image erased: its key is destroyed and its blocks are removed. What was found and signed of it stays.</summary>
    Erased = 15,
}
