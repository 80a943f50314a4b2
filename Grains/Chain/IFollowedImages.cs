namespace PathoChain.Grains.Chain;

/// <summary>The images that <see cref="ChainFollower"/> takes along. Telling one twice changes nothing.</summary>
internal interface IFollowedImages
{
    /// <summary>Whether there is an image with that CID here.</summary>
    Task<bool> ExistsAsync(string cid);

    /// <summary>Tells of events, those of one image in the order of the chain; the answer holds the blocks that have no event which their image goes by.</summary>
    Task<IReadOnlySet<(string Cid, string BlockHash)>> SeenAsync(IEnumerable<(string Cid, Registration Registration)> seen);

    /// <summary>Tells the images of a block how deep it lies now.</summary>
    Task DeepenedAsync(WatchedBlock block, int required);

    /// <summary>Tells the images of a block that it is on the chain no more.</summary>
    Task LostAsync(WatchedBlock block);

    /// <summary>Tells the registered and the anchored images on a page of the list that what they go by is gone; false if it was the last page.</summary>
    Task<bool> ReplacedAsync(int page);
}
