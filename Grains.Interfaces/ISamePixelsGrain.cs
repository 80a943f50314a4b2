namespace PathoChain.Grains;

/// <summary>The images of a site that have the same pixels, keyed by their keyed fingerprint.</summary>
[Alias("pathochain.ISamePixelsGrain")]
public interface ISamePixelsGrain : IGrainWithStringKey
{
    /// <summary>Most images that are kept; later ones with these pixels are told of these.</summary>
    const int Most = 20;

    /// <summary>Adds an image and answers which others were there before it, oldest first. A repeated call answers the same.</summary>
    [Alias("Add")]
    Task<IReadOnlyList<string>> AddAsync(string cid);

    /// <summary>Forgets an image.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string cid);
}
