namespace PathoChain.Grains;

/// <summary>Everything a client may see of an image at one version of its state.</summary>
/// <param name="Cid">CIDv1 of the encrypted envelope, in base32.</param>
/// <param name="Version">Grows by one with each change.</param>
/// <param name="Phase">Where the image is on its way.</param>
/// <param name="Image">What intake found and stored.</param>
/// <param name="TransactionHash">The transaction a client announced, or the one the registering event came in.</param>
/// <param name="Registration">The registering event, once the chain shows it.</param>
/// <param name="Result">The latest classification, once it is there.</param>
/// <param name="Failure">Why the image stands still, while it does.</param>
/// <param name="History">Every transition so far, oldest first.</param>
/// <param name="Problem">What became of the announced transaction, if it does not register the image.</param>
/// <param name="Anchor">The anchor of the Merkle tree that holds its digest, once that is final.</param>
/// <param name="EarlierResults">Results in whose place others came, oldest first; <see langword="null"/> from a silo of before there were any.</param>
/// <param name="Reviews">What pathologists signed off, of this result or an earlier one, oldest first; <see langword="null"/> from a silo of before there were any.</param>
/// <param name="Copies">Its copies at pinning services; <see langword="null"/> from a silo of before there were any.</param>
/// <param name="SamePixelsAs">Images with the same pixels that were uploaded before it, oldest first; <see langword="null"/> likewise.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ImageStatus")]
public sealed record ImageStatus(
    string Cid,
    long Version,
    ImagePhase Phase,
    StoredImage Image,
    string? TransactionHash,
    Registration? Registration,
    EnsembleResult? Result,
    ImageFailure? Failure,
    IReadOnlyList<HistoryEntry> History,
    TransactionProblem? Problem,
    Anchor? Anchor,
    IReadOnlyList<EnsembleResult>? EarlierResults,
    IReadOnlyList<SignedReview>? Reviews,
    IReadOnlyList<ContentCopy>? Copies,
    IReadOnlyList<string>? SamePixelsAs);

/// <summary>Why an image stands still, and when it is taken up again.</summary>
/// <param name="Reason">One sentence without patient data.</param>
/// <param name="Attempts">Failed attempts so far.</param>
/// <param name="RetryAt">Time of the next attempt; <see langword="null"/> once attempts are used up and only a person's retry helps.</param>
/// <param name="TimesBusy">How often in a row the models could not be asked, busy or not the same on every silo, which uses up no attempt.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ImageFailure")]
public sealed record ImageFailure(string Reason, int Attempts, DateTimeOffset? RetryAt, int TimesBusy = 0);

/// <summary>One line of the audit trail.</summary>
/// <param name="At">Time of the transition, UTC.</param>
/// <param name="Event">What happened.</param>
/// <param name="Phase">The phase it led to.</param>
/// <param name="Actor">Who caused it: <c>client</c>, <c>chain</c> or <c>system</c>.</param>
[GenerateSerializer, Immutable, Alias("pathochain.HistoryEntry")]
public sealed record HistoryEntry(DateTimeOffset At, ImageEvent Event, ImagePhase Phase, string Actor);
