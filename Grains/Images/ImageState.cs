namespace PathoChain.Grains.Images;

/// <summary>What <see cref="ImageGrain"/> stores. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.ImageState")]
public sealed record ImageState
{
    /// <summary>Grows by one with each stored change; 0 before the first.</summary>
    [Id(0)] public long Version { get; init; }

    [Id(1)] public ImagePhase Phase { get; init; }

    /// <summary>What intake stored; <see langword="null"/> until the image is created.</summary>
    [Id(2)] public StoredImage? Image { get; init; }

    [Id(3)] public string? TransactionHash { get; init; }

    [Id(4)] public Registration? Registration { get; init; }

    [Id(5)] public EnsembleResult? Result { get; init; }

    [Id(6)] public ImageFailure? Failure { get; init; }

    [Id(7)] public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    [Id(8)] public TransactionProblem? Problem { get; init; }

    /// <summary>The transaction that is followed, until its end is certain.</summary>
    [Id(9)] public TrackedTransaction? Tracked { get; init; }

    /// <summary>Number of the batch that it is anchored with.</summary>
    [Id(10)] public int? AnchorBatch { get; init; }

    [Id(11)] public Anchor? Anchor { get; init; }

    [Id(12)] public IReadOnlyList<EnsembleResult> EarlierResults { get; init; } = [];

    [Id(13)] public IReadOnlyList<SignedReview> Reviews { get; init; } = [];

    /// <summary>Whether blocks, or decoded pixels, of an erased image may be left.</summary>
    [Id(14)] public bool IsRemoving { get; init; }

    [Id(15)] public IReadOnlyList<ContentCopy> Copies { get; init; } = [];

    /// <summary>CIDs of images with the same pixels that were there before.</summary>
    [Id(16)] public IReadOnlyList<string> SamePixelsAs { get; init; } = [];

    /// <summary>Whether there is something to do without being called, so that a reminder has to bring the grain back after a crash.</summary>
    internal bool HasWork =>
        this.Followed() is not null
        || IsRemoving
        || Copies.Any(copy => copy.DueAt is not null)
        || Phase is ImagePhase.Registered or ImagePhase.Classifying
        || this is { Phase: ImagePhase.Failed, Failure.RetryAt: not null };

    /// <summary>A fresh image, waiting for its signature, and to be copied to each pinning service.</summary>
    public static ImageState Create(StoredImage image, IEnumerable<string> services, DateTimeOffset now)
    {
        var stored = new ImageState { Phase = ImagePhase.Stored, Image = image }
            with
        { History = [new HistoryEntry(now, ImageEvent.Stored, ImagePhase.Stored, Actors.Client)] };
        return stored.After(ImageEvent.SignatureRequested, now, Actors.System)!.CopiesDue(services, now);
    }

    /// <summary>
    /// The state after an event, with its line of history if the phase changed; <see langword="null"/> if the event may not happen now.
    /// </summary>
    public ImageState? After(ImageEvent happening, DateTimeOffset now, string actor) =>
        ImageTransitions.Next(Phase, happening) switch
        {
            null => null,
            { } same when same == Phase => this,
            { } next => this with { Phase = next, History = [.. History, new HistoryEntry(now, happening, next, actor)] },
        };

    /// <summary>Without its key, and nothing left to do but to remove what is left.</summary>
    public ImageState Erased(DateTimeOffset now) => After(ImageEvent.Erased, now, Actors.Client)! with
    {
        Image = Image! with { WrappedKey = null },
        Failure = null,
        Problem = null,
        Tracked = null,
        IsRemoving = true,
        Copies = [.. Copies.Select(copy => new ContentCopy(copy.Service, copy.HeldSince, copy.CheckedAt))],
    };

    /// <summary>With a result, in whose place the one so far becomes an earlier one.</summary>
    public ImageState With(EnsembleResult result) => this with
    {
        Result = result,
        EarlierResults = Result is { } earlier ? [.. EarlierResults, earlier] : EarlierResults,
        Failure = null,
    };

    /// <summary>Failed to be classified only as it has to wait. Of waits in a row the history keeps the first try and the last, so that it does not grow for as long as they go on.</summary>
    public ImageState WaitsAgain(ImageFailure wait) => this with
    {
        Failure = wait,
        History = Failure is { TimesBusy: > 0 } && History is
            [.., { Event: ImageEvent.Retried }, { Event: ImageEvent.ClassificationFailed }, { Event: ImageEvent.Retried }, { Event: ImageEvent.ClassificationFailed }]
            ? [.. History.SkipLast(4), .. History.TakeLast(2)]
            : History,
    };

    /// <summary>What clients may see, or <see langword="null"/> if the image does not exist.</summary>
    public ImageStatus? ToStatus(string cid) => Image is null
        ? null
        : new ImageStatus(cid, Version, Phase, Image, TransactionHash, Registration, Result, Failure, History, Problem, Anchor, EarlierResults, Reviews, Copies, SamePixelsAs);
}

/// <summary>Who causes transitions, as <see cref="HistoryEntry.Actor"/> says it.</summary>
internal static class Actors
{
    public const string Client = "client";
    public const string Chain = "chain";
    public const string System = "system";
}
