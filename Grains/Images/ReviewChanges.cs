namespace PathoChain.Grains.Images;

/// <summary>What the sign-offs of pathologists do to an image's state.</summary>
internal static class ReviewChanges
{
    /// <summary>Most reviews of one image: all of them go over the wire with it.</summary>
    public const int Most = 100;

    /// <summary>Most of them that one account signs for one result, so that it does not take the places of others.</summary>
    public const int MostOfOne = 10;

    /// <summary>A result was signed off; <see langword="null"/> if it is no more the image's, its reviewer has signed since, or there are too many.</summary>
    public static ImageState? SignedOff(this ImageState state, SignedReview review, DateTimeOffset now) =>
        ImageTransitions.Next(state.Phase, ImageEvent.SignedOff) is { } next
        && state.Result?.ClassifiedAt == review.ResultOf
        && state.Reviews.Count < Most
        && state.Reviews.Count(earlier => (earlier.Reviewer, earlier.ResultOf) == (review.Reviewer, review.ResultOf)) < MostOfOne
        && state.Reviews.All(earlier => earlier.Reviewer != review.Reviewer || earlier.IssuedAt < review.IssuedAt)
            ? state with { Phase = next, Reviews = [.. state.Reviews, review], History = [.. state.History, new HistoryEntry(now, ImageEvent.SignedOff, next, Actors.Client)] }
            : null;

    /// <summary>Whether somebody signed the present result off, for the registry that the image is registered at.</summary>
    public static bool IsReviewed(this ImageState state) =>
        state is { Result: { } result, Registration: { } registration }
        && state.Reviews.Any(review => review.ResultOf == result.ClassifiedAt && (review.ChainId, review.Contract) == (registration.ChainId, registration.Contract));
}
