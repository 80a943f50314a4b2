namespace PathoChain.Grains;

/// <summary>The images of one site, keyed by the site's name, listed newest first.</summary>
[Alias("pathochain.ISiteGrain")]
public interface ISiteGrain : IGrainWithStringKey
{
    /// <summary>Adds an image to the list. A repeated call changes nothing as long as the image is on one of the two newest pages.</summary>
    [Alias("Add")]
    Task AddAsync(string cid);

    /// <summary>Number of the newest page, 0 or more.</summary>
    [Alias("NewestPage")]
    Task<int> NewestPageAsync();
}

/// <summary>One page of a site's list, keyed <c>{site}/{page}</c>, so that no write grows with the number of images.</summary>
[Alias("pathochain.ISitePageGrain")]
public interface ISitePageGrain : IGrainWithStringKey
{
    /// <summary>Appends a CID unless the page has it or is full; false if it is full and has it not.</summary>
    [Alias("TryAppend")]
    Task<bool> TryAppendAsync(string cid);

    /// <summary>The page's CIDs, oldest first.</summary>
    [Alias("List")]
    Task<IReadOnlyList<string>> ListAsync();
}
