using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Images;

/// <summary>What an announced transaction, and looks at it, do to an image's state. Each change is <see langword="null"/> where there is nothing to store.</summary>
internal static class TransactionChanges
{
    /// <summary>The transaction to look for, if there is one.</summary>
    public static TrackedTransaction? Followed(this ImageState state) => state.Phase switch
    {
        // Stored before transactions were followed.
        ImagePhase.Submitted when state is { Tracked: null, TransactionHash: { } hash } => TrackedTransaction.Announced(hash, state.History[^1].At),
        ImagePhase.Submitted or ImagePhase.Reverted or ImagePhase.Replaced or ImagePhase.Dropped or ImagePhase.Misdirected or ImagePhase.Reorged => state.Tracked,
        _ => null,
    };

    /// <summary>A client says which transaction it sent: <see langword="null"/> if it may not now, the same state if it has said so before.</summary>
    public static ImageState? Announced(this ImageState state, string hash, DateTimeOffset now)
    {
        if (state.Phase is ImagePhase.Submitted && state.TransactionHash == hash)
        {
            return state;
        }

        return state.After(ImageEvent.TransactionSubmitted, now, Actors.Client) is { } next
            ? next with { TransactionHash = hash, Problem = null, Tracked = TrackedTransaction.Announced(hash, now) }
            : null;
    }

    /// <summary>A look at the followed transaction came to a verdict.</summary>
    public static ImageState? Looked(this ImageState state, TransactionLook look, int confirmations, DateTimeOffset now)
    {
        if (state.Followed() is not { } tracked || tracked.Hash != look.Known.Hash.ToString())
        {
            return null;
        }

        var known = tracked.With(look.Known);
        var next = look.Verdict switch
        {
            null => state with { Tracked = known },
            { Fate: TransactionFate.Open } => state.Reopened(now) with { Tracked = known with { JudgedAt = null } },
            { } verdict => state.Judged(known, verdict, look.Head, confirmations, now),
        };
        return next == state ? null : next;
    }

    /// <summary>The problem that an earlier look found is none any more.</summary>
    private static ImageState Reopened(this ImageState state, DateTimeOffset now) =>
        state.Problem is null ? state : state.After(ImageEvent.TransactionSubmitted, now, Actors.Chain)! with { Problem = null };

    private static ImageState Judged(
        this ImageState state, TrackedTransaction known, TransactionVerdict verdict, long head, int confirmations, DateTimeOffset now)
    {
        var (problem, happening) = TransactionProblems.Of(verdict, known.Hash)!.Value;
        var judgedAt = state.Problem?.Kind == problem.Kind && known.JudgedAt is { } before && before <= head ? before : head;
        var isCertain = head - judgedAt + 1 >= confirmations;
        return state.After(happening, now, Actors.Chain)! with { Problem = problem, Tracked = isCertain ? null : known with { JudgedAt = judgedAt } };
    }
}
