using PathoChain.Silo.Cluster;

namespace PathoChain.Silo;

internal static partial class KnownSettings
{
    private static IReadOnlyList<string> OfCluster => NamesOf<ClusterMemberOptions>();
}
