using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Stores reminders and calls their grains when they are due, one tick of a reminder at a time.</summary>
internal sealed partial class ReminderService(
    IReminderStore store,
    Catalog catalog,
    IOptions<ReminderOptions> options,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<ReminderService> logger)
{
    /// <summary>A clock that jumps (a suspended laptop, say) is noticed within this time.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private static readonly TimeSpan ClockJump = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(GrainId GrainId, string Name), Schedule> _schedules = new();
    private volatile bool _isRunning;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _isRunning = true;
        foreach (var reminder in await store.ReadAllAsync().WaitAsync(cancellationToken))
        {
            Begin(reminder, reminder.NextAfter(Now));
        }
    }

    public async Task StopAsync()
    {
        _isRunning = false;
        await Task.WhenAll(_schedules.Keys.Select(EndAsync));
    }

    /// <exception cref="ArgumentException">The period is below the least allowed, or the grain is not <see cref="IRemindable"/>.</exception>
    public async Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"Reminder {name} of {grainId} has period {period}: at least {options.Value.MinimumReminderPeriod}, or use a grain timer.", nameof(period));
        }

        var reminder = new Reminder(grainId, name, Now + dueTime, period, Guid.NewGuid().ToString("N"));
        await store.WriteAsync(reminder);
        Begin(reminder, reminder.StartAt);
        return reminder;
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grainId, string name) => await store.ReadAsync(grainId, name);

    /// <exception cref="ReminderException">It is not there, or was registered anew since it was read.</exception>
    public async Task UnregisterAsync(IGrainReminder handle)
    {
        var reminder = (Reminder)handle;
        if (!await store.RemoveAsync(reminder))
        {
            throw new ReminderException($"Reminder {reminder.ReminderName} of {reminder.GrainId} was changed or removed since it was read: read it again.");
        }

        if (_schedules.TryRemove((reminder.GrainId, reminder.ReminderName), out var schedule))
        {
            schedule.Stop.Cancel();
        }
    }

    private void Begin(Reminder reminder, DateTime next)
    {
        if (!_isRunning)
        {
            return;
        }

        var stop = new CancellationTokenSource();
        using (ExecutionContext.SuppressFlow())
        {
            var schedule = new Schedule(stop, new Lazy<Task>(() => Task.Run(() => RunAsync(reminder, next, stop.Token))));
            _schedules.AddOrUpdate((reminder.GrainId, reminder.ReminderName), schedule, (_, previous) =>
            {
                previous.Stop.Cancel();
                return schedule;
            });
            _ = schedule.Run.Value;
        }
    }

    private async Task EndAsync((GrainId GrainId, string Name) key)
    {
        if (_schedules.TryRemove(key, out var schedule))
        {
            schedule.Stop.Cancel();
            await schedule.Run.Value;
        }
    }

    private async Task RunAsync(Reminder reminder, DateTime next, CancellationToken stop)
    {
        try
        {
            var grain = GrainProxy.Create<IRemindable>(catalog, reminder.GrainId);
            while (true)
            {
                await SleepUntilAsync(next, stop);
                next = reminder.NextAfter(Now);
                await TickAsync(grain, reminder).WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task SleepUntilAsync(DateTime due, CancellationToken stop)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            var sleep = Task.Delay(left < LongestSleep ? left : LongestSleep, time, stop);
            if (left - (due - Now) < ClockJump) // Else the clock jumped before the sleep began, which would end as much too late.
            {
                await sleep;
            }
        }

        // A reminder that was replaced while it was due already never slept.
        stop.ThrowIfCancellationRequested();
    }

    private async Task TickAsync(IRemindable grain, Reminder reminder)
    {
        try
        {
            await grain.ReceiveReminder(reminder.ReminderName, new TickStatus(reminder.StartAt, reminder.Period, Now));
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, reminder.ReminderName, reminder.GrainId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminder {Name} of {Grain} failed; it ticks again when it is next due")]
    private static partial void LogFailed(ILogger logger, Exception exception, string name, GrainId grain);

    private sealed record Schedule(CancellationTokenSource Stop, Lazy<Task> Run);
}
