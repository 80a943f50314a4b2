using Microsoft.Extensions.Logging;
using PathoChain.Content;

namespace PathoChain.Grains.Sites;

/// <summary>Each minute has the images of one page of the list look after their copies, from the newest page to the oldest and again.</summary>
internal sealed partial class CopyKeeperGrain(PinningServices pinning, ILogger<CopyKeeperGrain> logger) : Grain, ICopyKeeperGrain, IRemindable
{
    private const string RoundReminder = "round";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The shortest that Orleans accepts.

    private int _page = -1;

    public async Task StartAsync()
    {
        if (pinning.Names.Count > 0)
        {
            await this.RegisterOrUpdateReminder(RoundReminder, ReminderPeriod, ReminderPeriod);
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (pinning.Names.Count == 0)
        {
            return; // also where another silo has some
        }

        var site = this.GetPrimaryKeyString();
        _page = _page >= 0 ? _page : await GrainFactory.GetGrain<ISiteGrain>(site).NewestPageAsync();
        var page = _page--;
        foreach (var cid in await GrainFactory.GetGrain<ISitePageGrain>(SitePageKey.Of(site, page)).ListAsync())
        {
            try
            {
                await GrainFactory.GetGrain<IImageGrain>(cid).CheckCopiesAsync();
            }
            catch (Exception exception)
            {
                LogNotChecked(logger, exception, cid);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copies of {Cid} could not be looked after; the next round comes by again")]
    private static partial void LogNotChecked(ILogger logger, Exception exception, string cid);
}
