namespace PathoChain.Content;

/// <summary>
/// A service outside that keeps copies of encrypted images in IPFS. It is not trusted: what it says it keeps is read back, and what it gives is hashed.
/// Each call may be repeated, and is bounded in time. Thread-safe.
/// </summary>
public interface IPinningService
{
    /// <summary>What settings, status and metrics call it, such as <c>kubo</c>.</summary>
    string Name { get; }

    /// <summary>Has an image kept there, and reads all of it back.</summary>
    /// <param name="cid">Of the envelope.</param>
    /// <param name="store">Has its blocks.</param>
    /// <param name="cancellationToken">Ends it half-way; what was sent by then may stay there.</param>
    /// <exception cref="PinningException">The service refuses, cannot be reached, or gives back something else.</exception>
    /// <exception cref="BlockStoreException">A block is missing here, or wrong.</exception>
    Task PinAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken = default);

    /// <summary>Whether an image is still kept there, as the service says; all of it is not read again.</summary>
    /// <exception cref="PinningException">The service does not tell.</exception>
    Task<bool> HoldsAsync(Cid cid, CancellationToken cancellationToken = default);

    /// <summary>Has an image kept there no more; nothing happens if it is not.</summary>
    /// <exception cref="PinningException">It may still be.</exception>
    Task UnpinAsync(Cid cid, CancellationToken cancellationToken = default);

    /// <summary>Brings an image's blocks back into a store.</summary>
    /// <exception cref="PinningException">The service cannot be reached, or gives something else.</exception>
    /// <exception cref="BlockStoreException">It has not all of them.</exception>
    Task RestoreAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken = default);
}
