using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PathoChain.Silo.Cluster;

/// <summary>Has what a lost silo held of the standing grains back at once, which else were at their next reminder.</summary>
internal sealed partial class LostSilos(IClusterMembershipService membership, StandingGrains standing, ILogger<LostSilos> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = 0;
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            var active = snapshot.Members.Values.Count(member => member.Status is SiloStatus.Active);
            if (active < before)
            {
                await WakeAsync();
            }

            before = active;
        }
    }

    private async Task WakeAsync()
    {
        try
        {
            await standing.WakeAsync();
            LogBack(logger);
        }
        catch (Exception exception)
        {
            LogNotBack(logger, exception); // their reminders bring them back
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A silo was lost; models and chain are back")]
    private static partial void LogBack(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "After a silo was lost, what it held is not back yet")]
    private static partial void LogNotBack(ILogger logger, Exception exception);
}
