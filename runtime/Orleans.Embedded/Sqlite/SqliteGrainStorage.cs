using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>
/// Grain state as JSON, one row per grain and state. The ETag is the row's version: a write is a compare-and-swap. A cleared row stays, empty, so that its
/// version never comes back.
/// </summary>
internal sealed class SqliteGrainStorage(SqliteDatabase database) : IGrainStorage
{
    private const string Match = "grain_type = $type AND grain_key = $key AND state_name = $state";

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await database.RunAsync(db => Read(db, stateName, grainId));
        grainState.ETag = row?.Version;
        grainState.RecordExists = row?.Json is not null;
        grainState.State = row?.Json is { } json ? JsonSerializer.Deserialize<T>(json, Json) : Activator.CreateInstance<T>();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await SwapAsync(stateName, grainId, grainState.ETag, JsonSerializer.Serialize(grainState.State, Json));
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
        {
            grainState.ETag = await SwapAsync(stateName, grainId, grainState.ETag, json: null);
        }

        grainState.RecordExists = false;
    }

    private static (string Version, string? Json)? Read(SqliteDatabase database, string stateName, GrainId grainId) =>
        database.Query<(string Version, string? Json)?>(
            $"SELECT version, json FROM grain_state WHERE {Match}",
            row => (row.GetInt64(0).ToString(CultureInfo.InvariantCulture), row.IsDBNull(1) ? null : row.GetString(1)),
            [.. Key(stateName, grainId)]).SingleOrDefault();

    private static (string Name, object? Value)[] Key(string stateName, GrainId grainId) =>
        [("$type", grainId.Type.ToString()), ("$key", grainId.Key.ToString()), ("$state", stateName)];

    private Task<string> SwapAsync(string stateName, GrainId grainId, string? etag, string? json) => database.RunAsync(db =>
    {
        var expected = etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);
        var written = db.Execute(
            etag is null
                ? "INSERT INTO grain_state VALUES ($type, $key, $state, 1, $json) ON CONFLICT DO NOTHING"
                : $"UPDATE grain_state SET version = version + 1, json = $json WHERE {Match} AND version = $version",
            [.. Key(stateName, grainId), ("$version", expected), ("$json", json)]);
        return written == 1
            ? (expected + 1).ToString(CultureInfo.InvariantCulture)
            : throw new InconsistentStateException(
                $"State \"{stateName}\" of {grainId} was written by another writer.", Read(db, stateName, grainId)?.Version, etag);
    });
}
