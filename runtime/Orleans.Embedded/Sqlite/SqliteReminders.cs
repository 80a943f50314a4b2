using Microsoft.Data.Sqlite;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Reminders, one row each.</summary>
internal sealed class SqliteReminders(SqliteDatabase database) : IReminderStore
{
    private const string Columns = "SELECT grain_type, grain_key, name, start_ticks, period_ticks, etag FROM reminder";
    private const string Match = "grain_type = $type AND grain_key = $key";

    public async Task<IReadOnlyList<Reminder>> ReadAllAsync() => await database.RunAsync(db => db.Query(Columns, Read));

    public async Task<Reminder?> ReadAsync(GrainId grainId, string name) => await database.RunAsync(db =>
        db.Query($"{Columns} WHERE {Match} AND name = $name", Read, [.. Key(grainId), ("$name", name)]).SingleOrDefault());

    public Task WriteAsync(Reminder reminder) => database.RunAsync(db => db.Execute(
        "INSERT OR REPLACE INTO reminder VALUES ($type, $key, $name, $start, $period, $etag)",
        [
            .. Key(reminder.GrainId), ("$name", reminder.ReminderName),
            ("$start", reminder.StartAt.Ticks), ("$period", reminder.Period.Ticks), ("$etag", reminder.ETag),
        ]));

    public async Task<bool> RemoveAsync(Reminder reminder) => await database.RunAsync(db => db.Execute(
        $"DELETE FROM reminder WHERE {Match} AND name = $name AND etag = $etag",
        [.. Key(reminder.GrainId), ("$name", reminder.ReminderName), ("$etag", reminder.ETag)])) == 1;

    private static (string Name, object? Value)[] Key(GrainId grainId) =>
        [("$type", grainId.Type.ToString()), ("$key", grainId.Key.ToString())];

    private static Reminder Read(SqliteDataReader row) => new(
        GrainId.Create(row.GetString(0), row.GetString(1)),
        row.GetString(2),
        new DateTime(row.GetInt64(3), DateTimeKind.Utc),
        new TimeSpan(row.GetInt64(4)),
        row.GetString(5));
}
