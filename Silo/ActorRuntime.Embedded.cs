using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using PathoChain.Grains;

namespace PathoChain.Silo;

/// <summary>What the grains run on: the embedded runtime, with state and reminders in one SQLite file.</summary>
internal static class ActorRuntime
{
    public static void AddActorRuntime(this IHostApplicationBuilder builder)
    {
        var data = builder.Configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
        builder.Services.AddHostedService<DataFolderLock>(); // before the silo starts; its storage has the database open by then, and has made the tables
        builder.Services.AddHostedService(services => services.GetRequiredService<SiteKeyStart>());
        builder.UseOrleans(silo => silo
            .AddSqliteGrainStorage(StorageNames.Grains, data.DatabaseFile)
            .UseSqliteReminderService(data.DatabaseFile));
    }
}
