namespace PathoChain.Grains.Images;

/// <summary>
/// What the chain's events for a digest do to an image's state. The first event that counts is the image's registration; one by an account that does
/// not speak for the site is kept only until then. Each change is <see langword="null"/> where there is nothing to store.
/// </summary>
internal static class RegistrationChanges
{
    /// <summary>The chain shows an event for this digest.</summary>
    public static ImageState? Seen(this ImageState state, Registration told, DateTimeOffset now)
    {
        if (state.Registration is { } known)
        {
            if (known == told || Outranks(known, told))
            {
                return null;
            }

            if (!Counts(told))
            {
                return state with { Registration = told };
            }
        }

        return Counts(told)
            ? state.After(ImageEvent.RegistrationSeen, now, Actors.Chain)?.With(told).Confirmed(now)
            : state.After(ImageEvent.RegistrationUnattributed, now, Actors.Chain) is { } next ? next with { Registration = told, Problem = null } : null;
    }

    /// <summary>The block of an event lies deeper.</summary>
    public static ImageState? Deepened(
        this ImageState state, string blockHash, int confirmations, int required, Finality finality, DateTimeOffset now) =>
        state.Registration is { } known && known.BlockHash == blockHash
            ? state.Seen(known with { Confirmations = confirmations, Required = required, Finality = finality }, now)
            : null;

    /// <summary>The block of an event is no longer on the chain.</summary>
    public static ImageState? Lost(this ImageState state, string blockHash, DateTimeOffset now) =>
        state.Registration?.BlockHash == blockHash && state.After(ImageEvent.RegistrationLost, now, Actors.Chain) is { } next
            ? next with { Registration = null, Failure = null, Tracked = state.Tracked ?? state.Registration.ToFollow(next.Phase, now) }
            : null;

    /// <summary>Whether the event is the one that this image goes by.</summary>
    public static bool GoesBy(this ImageState state, Registration told) => state.Registration is { } known && IsSameEvent(known, told);

    private static ImageState With(this ImageState state, Registration told) =>
        state with { Registration = told, TransactionHash = told.TransactionHash, Problem = null, Tracked = null };

    private static ImageState? Confirmed(this ImageState state, DateTimeOffset now)
    {
        if (state.Phase is not ImagePhase.Confirming || state.Registration!.Confirmations < state.Registration.Required)
        {
            return state;
        }

        var registered = state.After(ImageEvent.RegistrationConfirmed, now, Actors.Chain);
        return registered is { Result: not null } && !registered.IsAskedAnew() ? registered.Kept(now) : registered;
    }

    private static ImageState? Kept(this ImageState registered, DateTimeOffset now)
    {
        var classified = registered.After(ImageEvent.ResultKept, now, Actors.System);
        return classified?.IsReviewed() is true ? classified.After(ImageEvent.ReviewKept, now, Actors.System) : classified;
    }

    /// <summary>Whether somebody asked for another result since the last one.</summary>
    private static bool IsAskedAnew(this ImageState state) =>
        state.History.LastOrDefault(line => line.Event is ImageEvent.ClassificationDone or ImageEvent.ClassificationRequested)?.Event is ImageEvent.ClassificationRequested;

    private static TrackedTransaction? ToFollow(this Registration lost, ImagePhase phase, DateTimeOffset now) =>
        phase is ImagePhase.Reorged ? TrackedTransaction.Of(lost, now) : null;

    private static bool Outranks(Registration known, Registration told) =>
        Counts(known) == Counts(told) ? !IsSameEvent(known, told) : Counts(known);

    private static bool Counts(Registration registration) => registration.Standing is not Standing.DoesNotSpeak;

    // A transaction that a reorganisation moves to another block makes the same event there.
    private static bool IsSameEvent(Registration one, Registration other) =>
        one.TransactionHash == other.TransactionHash && one.Registrant == other.Registrant;
}
