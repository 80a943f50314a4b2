using Orleans.Concurrency;

namespace PathoChain.Grains;

/// <summary>One uploaded image, keyed by the text of its CID; owns its registration and its classification.</summary>
[Alias("pathochain.IImageGrain")]
public interface IImageGrain : IGrainWithStringKey
{
    /// <summary>Takes up a stored image and asks for its signature. A repeated call changes nothing and answers the same.</summary>
    [Alias("Create")]
    Task<ImageStatus> CreateAsync(StoredImage image);

    /// <summary>What is known of the image, or <see langword="null"/> if it was never created.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<ImageStatus?> GetAsync();

    /// <summary>
    /// Answers as soon as the status is newer than <paramref name="version"/>, or what it is when <paramref name="patience"/> ends.
    /// Patience over 20 s is cut to 20 s, below Orleans' call timeout of 30 s.
    /// </summary>
    [AlwaysInterleave, Alias("Wait")]
    Task<ImageStatus?> WaitAsync(long version, TimeSpan patience);

    /// <summary>A client says which transaction it sent. A hint for the status only: the chain's event decides.</summary>
    [Alias("Submitted")]
    Task<ImageStatus?> SubmittedAsync(string transactionHash);

    /// <summary>The chain shows an event that registers this image's digest. True if the image exists here and goes by this event.</summary>
    [Alias("RegistrationSeen")]
    Task<bool> RegistrationSeenAsync(Registration registration);

    /// <summary>The block of an event lies deeper now. An image that goes by another event is left alone.</summary>
    [Alias("RegistrationDeepened")]
    Task RegistrationDeepenedAsync(string blockHash, int confirmations, int required, Finality finality);

    /// <summary>The chain no longer shows the event (a reorg, or a devnet that was reset).</summary>
    [Alias("RegistrationLost")]
    Task RegistrationLostAsync(string blockHash);

    /// <summary>
    /// Number of the batch that the image is anchored with, or <see langword="null"/> if there is no such image or it is not anchored. It does not interleave:
    /// an image that is being created answers when that is done.
    /// </summary>
    [Alias("AnchorBatch")]
    Task<int?> AnchorBatchAsync();

    /// <summary>The root of the tree that holds the image's digest is anchored for good. A repeated call changes nothing.</summary>
    [Alias("Anchored")]
    Task AnchoredAsync(Anchor anchor);

    /// <summary>The chain or the contract that holds the image's anchor was replaced. It is anchored again where images are.</summary>
    [Alias("AnchorLost")]
    Task AnchorLostAsync(string blockHash);

    /// <summary>Takes a failed image up again at once instead of waiting for its next retry.</summary>
    [Alias("Retry")]
    Task<ImageStatus?> RetryAsync();

    /// <summary>Has a classified image classified again. Its result stands until there is another, and becomes an earlier one then.</summary>
    /// <param name="resultOf">When the result was made that is to be replaced: if the image has another one by now, or none, nothing changes.</param>
    [Alias("ClassifyAnew")]
    Task<ImageStatus?> ClassifyAnewAsync(DateTimeOffset resultOf);

    /// <summary>
    /// Keeps a sign-off whose signature was checked. The status is without it if the image has another result by now or is on its way to one,
    /// its reviewer signed later or at the same time, or there are too many. A repeated call changes nothing and answers the same.
    /// </summary>
    [Alias("SignOff")]
    Task<ImageStatus?> SignOffAsync(SignedReview review);

    /// <summary>
    /// Has the image copied to each pinning service that has no copy of it and did not fail at it within the hour, copies looked after whose last check is a day
    /// ago, and those of an erased image removed.
    /// </summary>
    [Alias("CheckCopies")]
    Task CheckCopiesAsync();

    /// <summary>Destroys the image's key for good, in whatever phase it is. A repeated call changes nothing and answers the same.</summary>
    [Alias("Erase")]
    Task<ImageStatus?> EraseAsync();
}
