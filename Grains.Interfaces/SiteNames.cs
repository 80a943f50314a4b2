namespace PathoChain.Grains;

/// <summary>Keys of <see cref="ISiteGrain"/>.</summary>
public static class SiteNames
{
    /// <summary>The one site of an installation without tenants.</summary>
    public const string Default = "default";
}
