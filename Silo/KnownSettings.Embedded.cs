namespace PathoChain.Silo;

internal static partial class KnownSettings
{
    /// <summary>Whoever names a cluster's database expects one, which each process would be without the others.</summary>
    private static IReadOnlyList<string> OfCluster => [];
}
