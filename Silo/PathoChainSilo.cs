using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Registry;
using PathoChain.Registry.Tracking;
using PathoChain.Silo.Health;

namespace PathoChain.Silo;

/// <summary>Hosts the grains with everything they need: state, content store, chain and models.</summary>
public static partial class PathoChainSilo
{
    /// <summary>How long a health check may take: what asks for readiness waits a few seconds, and a silo that is lost answers nothing for longer.</summary>
    internal static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Pixels kept in memory for the other models of an ensemble: two images of the largest size, or thousands of patches.</summary>
    private const long DecodedImageBytes = 256 * 1024 * 1024;

    /// <summary>Results kept in memory, a few hundred bytes each, so that what is asked again is not computed again.</summary>
    private const long KeptResults = 10_000;

    public static void AddPathoChainSilo(this IHostApplicationBuilder builder)
    {
        KnownSettings.Check(builder.Configuration);
        var services = builder.Services;
        Bind<DataOptions>(services, DataOptions.Section);
        Bind<ChainOptions>(services, ChainOptions.Section);
        services.AddSignerOptions();
        AddModelOptions(services);
        services.TryAddSingleton(TimeProvider.System);

        AddContent(services);
        AddRegistry(services);
        AddModels(services);
        (builder.Configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions()).CreateDirectory();
        services.AddHostedService<ModelStart>();
        builder.AddActorRuntime();

        services.AddSingleton<StandingGrains>().AddHostedService<SiloStart>();
        services.AddHealthChecks() // what cannot even be asked is as degraded as what does not work: the rest goes on
            .AddCheck<ChainHealthCheck>("chain", HealthStatus.Degraded, tags: [], HealthTimeout)
            .AddCheck<RelayHealthCheck>("relay", HealthStatus.Degraded, tags: [], HealthTimeout)
            .AddCheck<PinningHealthCheck>("pinning", HealthStatus.Degraded, tags: [], HealthTimeout);
    }

    private static void Bind<T>(IServiceCollection services, string section)
        where T : class => services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    private static void AddModelOptions(IServiceCollection services)
    {
        Bind<ModelOptions>(services, ModelOptions.Section);
        var withdrawn = $"{ModelOptions.Section}:{nameof(ModelOptions.Withdrawn)}";
        services.AddOptions<ModelOptions>().Validate<IConfiguration>(
            (_, configuration) => string.IsNullOrEmpty(configuration[withdrawn]),
            $"{withdrawn} is set to a value, but is a list, so that no model would be withdrawn: set {withdrawn}:0, {withdrawn}:1 and so on.");
    }

    private static void AddContent(IServiceCollection services)
    {
        services.AddSingleton<SiteKeyStart>().AddSingleton(provider => provider.GetRequiredService<SiteKeyStart>().Key);
        services.AddSingleton(provider => new LocalBlockStore(provider.GetRequiredService<IOptions<DataOptions>>().Value.BlockDirectory));
        services.AddPinning();
        services.AddSingleton<ImageVault>();
    }

    private static void AddRegistry(IServiceCollection services)
    {
        services.AddSingleton(provider => Deployment.Load(provider.GetRequiredService<IOptions<ChainOptions>>().Value.DeploymentFile));
        services.AddSingleton(provider => ClientOf(provider.GetRequiredService<IOptions<ChainOptions>>().Value.RpcUrl));
        services.AddSingleton<ImageRegistryClient>();
        services.AddSingleton<TransactionReader>();
        services.AddSingleton<ImageRegistryViews>();
        services.AddSingleton(provider => WatchedSite.Of(
            provider.GetRequiredService<IOptions<ChainOptions>>().Value,
            provider.GetRequiredService<JsonRpcClient>(),
            provider.GetRequiredService<Deployment>()));
        services.AddExternalSigner();
    }

    /// <summary>Only a node elsewhere can lie behind a proxy, and none has a reason to send us on to another address.</summary>
    internal static JsonRpcClient ClientOf(Uri node) => new(HttpOf(node), node);

    /// <inheritdoc cref="ClientOf"/>
    /// <remarks>Whoever calls bounds the time.</remarks>
    internal static HttpClient HttpOf(Uri node) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !node.IsLoopback }) { Timeout = Timeout.InfiniteTimeSpan };

    private static void AddModels(IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var models = provider.GetRequiredService<IOptions<ModelOptions>>().Value;
            return ModelCatalog.Load(models.Directory, models.Withdrawn);
        });
        services.AddSingleton(provider =>
        {
            var models = provider.GetRequiredService<IOptions<ModelOptions>>().Value;
            var served = provider.GetRequiredService<ModelCatalog>();
            var candidates = CandidateCatalog.Load(models.CandidateDirectory, served, new TrialShares(models.ShadowShare, models.CanaryShare), models.Withdrawn);
            var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PathoChainSilo));
            foreach (var sha256 in models.Withdrawn.Except([.. served.Withdrawn.Select(card => card.Sha256), .. candidates.Withdrawn], StringComparer.OrdinalIgnoreCase))
            {
                LogNoSuchModel(logger, sha256, models.Directory, models.CandidateDirectory);
            }

            foreach (var name in candidates.Waiting)
            {
                LogCandidateWaits(logger, name, models.CandidateDirectory, models.Directory);
            }

            return candidates;
        });
        services.AddSingleton(provider => new InferenceQueue(
            provider.GetRequiredService<ExecutionProvider>().RunsAtOnce, provider.GetRequiredService<ImageGate>().Places));
        services.AddSingleton(provider =>
        {
            var chosen = ExecutionProvider.Choose(provider.GetRequiredService<IOptions<ModelOptions>>().Value.Accelerator);
            var (place, reason) = (chosen.IsCuda ? "CUDA" : "the CPU", chosen.FallBack ?? "as wanted");
            var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PathoChainSilo));
            LogModelsRunOn(logger, place, reason);
            return chosen;
        });
        services.AddSingleton(provider => new ClassifierPool(
            provider.GetRequiredService<ModelCatalog>(),
            provider.GetRequiredService<InferenceQueue>(),
            provider.GetRequiredService<ExecutionProvider>(),
            provider.GetRequiredService<IOptions<ModelOptions>>().Value.MaxBatch,
            provider.GetRequiredService<CandidateCatalog>()));
        services.AddSingleton(provider => GateOf(
            provider.GetRequiredService<ModelCatalog>(),
            provider.GetRequiredService<ExecutionProvider>(),
            provider.GetRequiredService<IOptions<ModelOptions>>().Value));
        services.AddSingleton(new DecodedImageCache(DecodedImageBytes));
        services.AddSingleton(new ClassificationCache(KeptResults));
        services.AddMetrics().AddSingleton<InferenceMetrics>().AddSingleton<TrialMetrics>();
        services.AddSingleton<ModelRunner>();
    }

    /// <summary>Places for two batches of every model, and at least four runs for each core.</summary>
    private static ImageGate GateOf(ModelCatalog catalog, ExecutionProvider provider, ModelOptions models) =>
        new(Math.Max(4 * Environment.ProcessorCount, 2 * (models.MaxBatch ?? provider.MaxBatch) * catalog.Names.Count), models.QueueLength);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models:Withdrawn names {Sha256}, but no model in {Directory} or {CandidateDirectory} has it: correct it, unless the model was taken away")]
    private static partial void LogNoSuchModel(ILogger logger, string sha256, string directory, string candidateDirectory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The candidate {Name} in {CandidateDirectory} is not tried, as the model that it is to follow is withdrawn: move it to {Directory} to have it vote")]
    private static partial void LogCandidateWaits(ILogger logger, string name, string candidateDirectory, string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "Models run on {Provider} ({Reason})")]
    private static partial void LogModelsRunOn(ILogger logger, string provider, string reason);
}
