using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Keeps state and reminders in a SQLite file.</summary>
public static class SqliteSiloBuilderExtensions
{
    /// <summary>Registers a storage provider on a file, which is made if it is not there.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">Name of the provider, as grains give it to <see cref="Runtime.PersistentStateAttribute"/>.</param>
    /// <param name="path">The file. Several providers and the reminders may share it.</param>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name, string path)
    {
        var file = builder.AddDatabase(path);
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            name, (services, _) => new SqliteGrainStorage(services.GetRequiredKeyedService<SqliteDatabase>(file)));
        return builder;
    }

    /// <summary>Keeps reminders in a file, which is made if it is not there.</summary>
    public static ISiloBuilder UseSqliteReminderService(this ISiloBuilder builder, string path)
    {
        var file = builder.AddDatabase(path);
        builder.Services.TryAddSingleton<IReminderStore>(services => new SqliteReminders(services.GetRequiredKeyedService<SqliteDatabase>(file)));
        return builder.AddReminders();
    }

    private static string AddDatabase(this ISiloBuilder builder, string path)
    {
        var file = Path.GetFullPath(path);
        builder.Services.TryAddKeyedSingleton(file, (_, _) => new SqliteDatabase(file));
        return file;
    }
}
