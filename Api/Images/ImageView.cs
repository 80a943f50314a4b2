using PathoChain.Grains;

namespace PathoChain.Api.Images;

/// <summary>An image as clients see it: everything of its status but the wrapped key, and the call that registers it.</summary>
/// <param name="Version">Grows by one with each change. The ETag holds more than this: send it back as it came.</param>
/// <param name="Digest">SHA-256 in the CID: what the chain registers.</param>
/// <param name="EnvelopeBytes">Length of the encrypted, padded envelope.</param>
/// <param name="Outdated">Whether its models, or how they vote together, are others now, so that it can be classified anew.</param>
/// <param name="EarlierResults">Results in whose place others came, oldest first.</param>
/// <param name="Copies">Copies of the encrypted image at pinning services, also at one that is not in the settings any more; of an erased image those that may not be removed yet. Empty where there is no service.</param>
/// <param name="SamePixelsAs">CIDs of images with exactly the same pixels that were uploaded here before, oldest first, 20 at most.</param>
/// <param name="Reviews">What pathologists signed off, of this result or an earlier one (<c>resultOf</c> is its time), oldest first.</param>
internal sealed record ImageView(
    string Cid,
    long Version,
    ImagePhase Phase,
    string Digest,
    int Width,
    int Height,
    string SourceFormat,
    long EnvelopeBytes,
    DateTimeOffset StoredAt,
    string? TransactionHash,
    RegistrationCall RegistrationCall,
    Registration? Registration,
    ResultView? Result,
    bool Outdated,
    IReadOnlyList<ResultView> EarlierResults,
    IReadOnlyList<SignedReview> Reviews,
    ImageFailure? Failure,
    IReadOnlyList<HistoryEntry> History,
    TransactionProblem? TransactionProblem,
    Anchor? Anchor,
    IReadOnlyList<ContentCopy> Copies,
    IReadOnlyList<string> SamePixelsAs,
    Priority Priority)
{
    public static ImageView Of(ImageStatus status, RegistrationCall call, bool outdated, Func<EnsembleResult, ResultView> resultOf) => new(
        status.Cid,
        status.Version,
        status.Phase,
        status.Image.Digest,
        status.Image.Width,
        status.Image.Height,
        status.Image.SourceFormat,
        status.Image.EnvelopeBytes,
        status.Image.StoredAt,
        status.TransactionHash,
        call,
        status.Registration,
        status.Result is { } result ? resultOf(result) : null,
        outdated,
        [.. (status.EarlierResults ?? []).Select(resultOf)],
        status.Reviews ?? [],
        status.Failure,
        status.History,
        status.Problem,
        status.Anchor,
        status.Copies ?? [],
        status.SamePixelsAs ?? [],
        status.Image.Priority);
}

/// <summary>One page of the list. With <c>votedBy</c>, <c>awaitingReview</c> or <c>notCopiedTo</c> it may hold fewer images than asked for, or none, and not be the last.</summary>
/// <param name="NextPage">What to give as <c>page</c> for the images after these; <see langword="null"/> at the end.</param>
internal sealed record ImagePageView(IReadOnlyList<ImageView> Items, int? NextPage);

/// <summary>Body of the announcement of a transaction.</summary>
internal sealed record TransactionAnnouncement(string? TransactionHash);
