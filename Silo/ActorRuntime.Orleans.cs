using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using PathoChain.Grains;
using PathoChain.Inference;
using PathoChain.Silo.Cluster;

namespace PathoChain.Silo;

/// <summary>What the grains run on: a cluster of Orleans silos, with members, state and reminders in one PostgreSQL database.</summary>
internal static class ActorRuntime
{
    private const string Invariant = "Npgsql";

    /// <summary>Storage can be asked then, and the silo has not joined.</summary>
    private const int AfterStorage = ServiceLifecycleStage.ApplicationServices + 1;

    public static void AddActorRuntime(this IHostApplicationBuilder builder)
    {
        var member = ReadOptions(builder.Configuration);
        builder.Services.AddSingleton(Options.Create(member));
        builder.Services.AddHostedService<ClusterDatabase>(); // starts before the silo, which reads its queries from there
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (member.Name, member.Name));
            silo.Configure<EndpointOptions>(member.Listen);
            silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Invariant, member.Database));
            silo.AddAdoNetGrainStorage(StorageNames.Grains, storage =>
            {
                (storage.Invariant, storage.ConnectionString) = (Invariant, member.Database);
                storage.GrainStorageSerializer = new JsonStateSerializer();
            });
            silo.AddStartupTask((services, cancellationToken) => services.GetRequiredService<SiteKeyStart>().StartAsync(cancellationToken), AfterStorage);
            silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant, member.Database));
            silo.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(PathoChain)));
            silo.AddAcceleratorPlacement(member.Site, member.Accelerator ?? Accelerator(builder.Configuration));
        });
        builder.Services.AddSingleton<ModelPlacements>();
        builder.Services.AddHostedService<ModelMover>().AddHostedService<LostSilos>();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", HealthStatus.Degraded, tags: [], PathoChainSilo.HealthTimeout);
    }

    /// <summary>Options that are validated before Orleans meets them, which would say less of what is wrong.</summary>
    private static ClusterMemberOptions ReadOptions(IConfiguration configuration)
    {
        var member = configuration.GetSection(ClusterMemberOptions.Section).Get<ClusterMemberOptions>() ?? new ClusterMemberOptions();
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(member, new ValidationContext(member), problems, validateAllProperties: true)
            ? member
            : throw new OptionsValidationException(ClusterMemberOptions.Section, typeof(ClusterMemberOptions), problems.Select(problem => problem.ErrorMessage!));
    }

    private static string Accelerator(IConfiguration configuration)
    {
        var models = configuration.GetSection(ModelOptions.Section).Get<ModelOptions>() ?? new ModelOptions();
        return ExecutionProvider.Choose(models.Accelerator).IsCuda ? "cuda" : SiloDirectory.Cpu;
    }
}
