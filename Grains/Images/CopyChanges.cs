namespace PathoChain.Grains.Images;

/// <summary>What copying an image to pinning services does to its state.</summary>
internal static class CopyChanges
{
    /// <summary>How long a copy counts as kept until the service has to show it again.</summary>
    private static readonly TimeSpan CheckAfter = TimeSpan.FromDays(1);

    /// <summary>How long a service that failed at an image time and again is not asked for it.</summary>
    private static readonly TimeSpan PauseAfterFailures = TimeSpan.FromHours(1);

    /// <summary>With a copy due now for each service that has none, or had its copy checked, or failed, long ago. An erased image is not copied.</summary>
    public static ImageState CopiesDue(this ImageState state, IEnumerable<string> services, DateTimeOffset now)
    {
        if (state.Image?.WrappedKey is null)
        {
            return state;
        }

        var known = services.Select(service => state.Copies.FirstOrDefault(copy => copy.Service == service) ?? new ContentCopy(service)).ToList();
        var copies = known.Select(copy => copy.DueAt is null && IsLongAgo(copy, now) ? copy with { DueAt = now } : copy);
        var others = state.Copies.Where(copy => (copy.HeldSince, copy.FailedAt) is not (null, null) && known.All(other => other.Service != copy.Service)).Select(copy => copy with { DueAt = null });
        return state.With([.. copies, .. others]);
    }

    /// <summary>The copy that is due first, if one is.</summary>
    public static ContentCopy? NextCopy(this ImageState state) => state.Copies.Where(copy => copy.DueAt is not null).MinBy(copy => copy.DueAt);

    /// <summary>A service keeps a copy, as it just showed.</summary>
    /// <param name="isNew">Whether it was made just now.</param>
    public static ImageState Copied(this ImageState state, string service, bool isNew, DateTimeOffset now) =>
        state.With(service, copy => new ContentCopy(service, isNew ? now : copy.HeldSince ?? now, now));

    /// <summary>A call to a service failed; it is tried again ever later, and after that only when the keeper comes by.</summary>
    /// <param name="isLost">Whether the service said that it has no copy any more.</param>
    /// <param name="retryAfter">How long the service wants to be left alone, if it says so.</param>
    public static ImageState NotCopied(this ImageState state, string service, string problem, bool isLost, TimeSpan? retryAfter, DateTimeOffset now) => state.With(service, copy =>
    {
        var attempts = copy.Attempts + 1;
        var wait = RetrySchedule.After(attempts);
        return copy with { HeldSince = isLost ? null : copy.HeldSince, Problem = problem, Attempts = attempts, FailedAt = now, DueAt = now + (retryAfter > wait ? retryAfter : wait) };
    });

    /// <summary>A service could not be asked yet, which uses up no attempt.</summary>
    /// <param name="isLost">Whether the service said that it has no copy any more.</param>
    public static ImageState Waits(this ImageState state, string service, string reason, bool isLost, TimeSpan wait, DateTimeOffset now) =>
        state.With(service, copy => copy with { HeldSince = isLost ? null : copy.HeldSince, Problem = reason, DueAt = now + wait });

    /// <summary>With other copies; the same state if they are the same.</summary>
    public static ImageState With(this ImageState state, IReadOnlyList<ContentCopy> copies) =>
        copies.SequenceEqual(state.Copies) ? state : state with { Copies = copies };

    private static bool IsLongAgo(ContentCopy copy, DateTimeOffset now) =>
        copy.FailedAt is { } failed ? now - failed >= PauseAfterFailures : !(now - copy.CheckedAt < CheckAfter);

    private static ImageState With(this ImageState state, string service, Func<ContentCopy, ContentCopy> change) =>
        state.With([.. state.Copies.Select(copy => copy.Service == service ? change(copy) : copy)]);
}
