namespace PathoChain.Registry;

/// <summary>Whose registrations count: those of a site's members, or everybody's.</summary>
/// <param name="Directory">Asks for the members; <see langword="null"/> if no site is configured.</param>
public sealed record WatchedSite(SiteDirectoryClient? Directory)
{
    /// <summary>The site that the options name.</summary>
    /// <exception cref="DeploymentException">They name one, but the deployment has no directory.</exception>
    public static WatchedSite Of(ChainOptions options, JsonRpcClient rpc, Deployment deployment) =>
        new(string.IsNullOrEmpty(options.Site) ? null : new SiteDirectoryClient(rpc, deployment, Hash32.Parse(options.Site)));
}
