using PathoChain.Content;

namespace PathoChain.Grains.Sites;

/// <summary>Each minute has the images of one page of the list look after their copies, from the newest page to the oldest and again.</summary>
internal sealed class CopyKeeperGrain(PinningServices pinning) : Grain, ICopyKeeperGrain, IRemindable
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
            await StopAsync(reminderName);
            return;
        }

        var site = this.GetPrimaryKeyString();
        _page = _page >= 0 ? _page : await GrainFactory.GetGrain<ISiteGrain>(site).NewestPageAsync();
        foreach (var cid in await GrainFactory.GetGrain<ISitePageGrain>(SitePageKey.Of(site, _page)).ListAsync())
        {
            await GrainFactory.GetGrain<IImageGrain>(cid).CheckCopiesAsync();
        }

        _page--;
    }

    private async Task StopAsync(string reminderName)
    {
        if (await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
