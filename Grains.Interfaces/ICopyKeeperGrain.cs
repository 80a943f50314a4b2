namespace PathoChain.Grains;

/// <summary>
/// Goes round a site's images, keyed by the site's name, so that each is copied to every pinning service, also one that was named later, was down for long, or lost its copy.
/// </summary>
[Alias("pathochain.ICopyKeeperGrain")]
public interface ICopyKeeperGrain : IGrainWithStringKey
{
    /// <summary>Has it go round from now on, a page of the list a minute. A repeated call changes nothing.</summary>
    [Alias("Start")]
    Task StartAsync();
}
