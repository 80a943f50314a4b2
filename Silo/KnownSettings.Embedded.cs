namespace PathoChain.Silo;

internal static partial class KnownSettings
{
    /// <summary>None, as there is no cluster: whoever sets one up would have processes that know nothing of each other.</summary>
    private static IReadOnlyList<string> OfCluster => [];
}
