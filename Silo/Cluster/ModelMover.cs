using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;
using PathoChain.Grains;

namespace PathoChain.Silo.Cluster;

/// <summary>
/// Has models that were activated while no accelerator was there move to where one is. Placement alone does not: it decides when a grain is activated,
/// and a ModelGrain that is used stays where it is. Runs on silos with an accelerator; what a moving model was asked is answered first.
/// </summary>
internal sealed partial class ModelMover(
    ModelPlacements placements, SiloDirectory directory, ILocalSiloDetails here, IGrainFactory grains, ILogger<ModelMover> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (directory.IsAccelerated(here.SiloAddress))
                {
                    await MoveAsync();
                }
            }
            catch (Exception exception)
            {
                LogFailed(logger, exception); // whatever it is, it ends no silo
            }
        }
    }

    private async Task MoveAsync()
    {
        foreach (var (model, silo) in await placements.ReadAsync())
        {
            if (!directory.IsAccelerated(silo))
            {
                var site = directory.SiteOf(silo);
                LogMoves(logger, model, site);
                await grains.GetGrain<IModelGrain>(model).AsReference<IGrainManagementExtension>().MigrateOnIdle();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} moves from {Site} to a silo with an accelerator")]
    private static partial void LogMoves(ILogger logger, string model, string site);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models could not be moved to an accelerator; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
