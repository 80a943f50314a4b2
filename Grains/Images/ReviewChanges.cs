namespace PathoChain.Grains.Images;

/// <summary>What the sign-offs of pathologists do to an image's state.</summary>
internal static class ReviewChanges
{
    /// <summary>Most reviews of one image, whoever signs them: all of them go over the wire with it.</summary>
    public const int Most = 100;

    /// <summary>A result was signed off; <see langword="null"/> if it is no more the image's, its reviewer has signed since, or there are too many.</summary>
    public static ImageState? SignedOff(this ImageState state, SignedReview review, DateTimeOffset now) =>
        ImageTransitions.Next(state.Phase, ImageEvent.SignedOff) is { } next
        && state.Result?.ClassifiedAt == review.ResultOf
        && state.Reviews.Count < Most
        && state.Reviews.All(earlier => earlier.Reviewer != review.Reviewer || earlier.IssuedAt < review.IssuedAt)
            ? state with { Phase = next, Reviews = [.. state.Reviews, review], History = [.. state.History, new HistoryEntry(now, ImageEvent.SignedOff, next, Actors.Client)] }
            : null;

    /// <summary>Whether somebody signed the present result off.</summary>
    public static bool IsReviewed(this ImageState state) => state.Result is { } result && state.Reviews.Any(review => review.ResultOf == result.ClassifiedAt);
}
