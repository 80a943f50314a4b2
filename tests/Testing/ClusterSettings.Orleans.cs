namespace PathoChain.Testing;

/// <summary>What a process is told of its cluster. All clusters of a test run are on one PostgreSQL server, which starts with the first of them.</summary>
public static class ClusterSettings
{
    private static readonly Lazy<Postgres> Database = new(Postgres.Start);

    /// <summary>Settings of the one member of a new cluster, who may be started again with them.</summary>
    public static IReadOnlyDictionary<string, string> OfItsOwn() => Of($"{Guid.NewGuid():N}");

    /// <summary>Settings of another member of a cluster.</summary>
    public static IReadOnlyDictionary<string, string> Of(string cluster) => new Dictionary<string, string>
    {
        ["Cluster:Database"] = Database.Value.ConnectionString,
        ["Cluster:Name"] = cluster,
        ["Cluster:Port"] = $"{FreePort.Next()}",
    };
}
