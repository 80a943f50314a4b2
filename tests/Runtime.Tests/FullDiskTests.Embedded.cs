using Orleans.Embedded;
using Orleans.Reminders;
using Orleans.Storage;

namespace PathoChain.Runtime.Tests;

/// <summary>On the embedded runtime only: what becomes of a write for which the disk has no room, here by a bound of the database's size.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int NoSpaceLeft = 28; // ENOSPC

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    [Fact]
    public async Task It_fails_as_for_any_file_and_what_was_there_stays()
    {
        using var database = new SqliteDatabase(Path.Combine(_folder.FullName, "actors.db"));
        var reminders = new SqliteReminders(database);
        var state = new PersistentState<List<string>>(new SqliteGrainStorage(database), "state", GrainId.Create("type", "key")) { State = [new string('x', 100_000)] };
        await reminders.WriteAsync(Named("small"));
        await database.RunAsync(db => db.Query("PRAGMA max_page_count = 1", row => row.GetInt64(0))); // no less than there are

        var write = FluentActions.Awaiting(() => reminders.WriteAsync(Named(new string('x', 100_000))));

        (await write.Should().ThrowAsync<IOException>()).Which.HResult.Should().Be(NoSpaceLeft);
        (await FluentActions.Awaiting(state.WriteStateAsync).Should().ThrowAsync<OrleansException>()).Which.InnerException.Should().BeOfType<IOException>().Which.HResult.Should().Be(NoSpaceLeft);
        (await reminders.ReadAllAsync()).Should().ContainSingle().Which.ReminderName.Should().Be("small");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Reminder Named(string name) => new(GrainId.Create("type", "key"), name, DateTime.UtcNow, TimeSpan.FromMinutes(1), "1");
}
