using Npgsql;
using PathoChain.Silo;

namespace PathoChain.Cluster.Tests;

/// <summary>The queries that Orleans' providers run, on PostgreSQL: of two who write what they read at the same moment, one is told.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private Postgres _postgres = null!;
    private NpgsqlDataSource _database = null!;

    public SchemaTests() => Skip.IfNot(Postgres.IsInstalled, "PostgreSQL is not installed");

    public async Task InitializeAsync()
    {
        _postgres = Postgres.Start();
        _database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        for (var start = 0; start < 2; start++) // the second finds everything there
        {
            foreach (var script in new[] { "Queries.sql", "Membership.sql", "Storage.sql", "Reminders.sql" })
            {
                using var reader = new StreamReader(typeof(PathoChainSilo).Assembly.GetManifestResourceStream(script)!);
                await using var command = _database.CreateCommand(await reader.ReadToEndAsync());
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _postgres.Dispose();
    }

    [SkippableFact]
    public async Task Of_two_first_writes_of_a_state_one_is_refused()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteAsync("one", null)));

        written.Should().ContainSingle(version => version == 1).And.OnlyContain(version => version == null || version == 1);
        (await WriteAsync("another", null)).Should().Be(1);
    }

    [SkippableFact]
    public async Task A_write_of_an_older_version_is_refused_and_changes_nothing()
    {
        await WriteAsync("one", null);
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteAsync("one", 1)))).Should().ContainSingle(version => version == 2);

        (await WriteAsync("one", 1)).Should().BeNull();
        (await AskAsync("ClearStorageKey", State("one", 1))).Should().BeNull();
        (await AskAsync("DeleteStorageKey", State("one", 1))).Should().BeNull();
        (await WriteAsync("one", 2)).Should().Be(3);
        (await AskAsync("ClearStorageKey", State("one", 3))).Should().Be(4);
        (await WriteAsync("one", 4)).Should().Be(5);
    }

    [SkippableFact]
    public async Task Of_two_changes_of_who_is_a_member_one_is_refused()
    {
        (await AskAsync("InsertMembershipVersionKey", [new("DeploymentId", "some")])).Should().Be(1);
        (await AskAsync("InsertMembershipVersionKey", [new("DeploymentId", "some")])).Should().Be(0);

        (await Task.WhenAll(Enumerable.Range(1, 8).Select(port => AskAsync("InsertMembershipKey", Member(port, version: 0))))).Sum().Should().Be(1);
        (await AskAsync("InsertMembershipKey", Member(9, version: 1))).Should().Be(1);
        (await AskAsync("InsertMembershipKey", Member(9, version: 2))).Should().Be(0, "it is there");
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync("UpdateMembershipKey", Member(9, version: 2))))).Sum().Should().Be(1);
        (await AskAsync("UpdateMembershipKey", Member(10, version: 3))).Should().Be(0, "it is not there");
        (await AskAsync("UpdateMembershipKey", Member(9, version: 3))).Should().Be(1, "a refused change leaves the version");
    }

    private Task<int?> WriteAsync(string key, int? version) => AskAsync("WriteToStorageKey", [.. State(key, version), new("PayloadBinary", new byte[] { 1 })]);

    private static NpgsqlParameter[] State(string key, int? version) =>
    [
        new("GrainIdHash", 7), Number("GrainIdN0", 0L), Number("GrainIdN1", 0L), new("GrainTypeHash", 8), new("GrainTypeString", "image"), new("GrainIdExtensionString", key),
        new("ServiceId", "some"), new("GrainStateVersion", NpgsqlTypes.NpgsqlDbType.Integer) { Value = (object?)version ?? DBNull.Value },
    ];

    private static NpgsqlParameter[] Member(int port, int version) =>
    [
        new("DeploymentId", "some"), new("Address", "127.0.0.1"), new("Port", port), new("Generation", 1), new("SiloName", "silo"), new("HostName", "host"), new("Status", 3),
        Number("ProxyPort", 0), new("SuspectTimes", NpgsqlTypes.NpgsqlDbType.Varchar) { Value = DBNull.Value }, new("StartTime", DateTime.UtcNow), new("IAmAliveTime", DateTime.UtcNow),
        new("Version", version),
    ];

    // A literal 0 would be taken for a type.
    private static NpgsqlParameter Number(string name, object value) => new(name, value);

    /// <summary>Runs a query by its key, as Orleans does, and returns the one number that it answers with, if any.</summary>
    private async Task<int?> AskAsync(string key, NpgsqlParameter[] parameters)
    {
        await using var find = _database.CreateCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = $1");
        find.Parameters.Add(new() { Value = key });
        await using var ask = _database.CreateCommand((string)(await find.ExecuteScalarAsync())!);
        ask.Parameters.AddRange(parameters);
        return (int?)await ask.ExecuteScalarAsync();
    }
}
