namespace PathoChain.Grains;

/// <summary>A copy of an image's encrypted blocks at a pinning service.</summary>
/// <param name="Service">Name of the service, such as <c>kubo</c>.</param>
/// <param name="HeldSince">Since when it is kept there, UTC: all of it was read back then; <see langword="null"/> while it is not.</param>
/// <param name="CheckedAt">When the service last said that it is, UTC.</param>
/// <param name="Problem">Why the last call to the service failed, if it did; one sentence without patient data.</param>
/// <param name="Attempts">Calls that failed in a row.</param>
/// <param name="DueAt">When the image is copied, or its copy looked after, next, UTC; <see langword="null"/> until a round through all images makes it due.</param>
/// <param name="FailedAt">When the last call failed, if it did, UTC.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ContentCopy")]
public sealed record ContentCopy(
    string Service,
    DateTimeOffset? HeldSince = null,
    DateTimeOffset? CheckedAt = null,
    string? Problem = null,
    int Attempts = 0,
    DateTimeOffset? DueAt = null,
    DateTimeOffset? FailedAt = null);
