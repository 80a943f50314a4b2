using Orleans.Embedded;

namespace PathoChain.Runtime.Tests.Stores;

/// <summary>State and reminders that outlive a silo: here a SQLite file.</summary>
internal sealed class Store : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    public void AddTo(ISiloBuilder silo, string name)
    {
        var file = Path.Combine(_folder.FullName, "actors.db");
        silo.AddSqliteGrainStorage(name, file).UseSqliteReminderService(file);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
