namespace PathoChain.Runtime.Tests.Grains;

[Alias("tests.IClockGrain")]
public interface IClockGrain : IGrainWithStringKey
{
    /// <summary>Ticks are marked <c>tick 1</c>, <c>tick 2</c>, … and the numbers in <paramref name="failing"/> throw.</summary>
    [Alias("StartTimer")]
    Task StartTimerAsync(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive, int failing);

    [Alias("StopTimer")]
    Task StopTimerAsync();

    /// <summary>Holds its turn until its gate opens.</summary>
    [Alias("Hold")]
    Task HoldAsync(string gate);

    /// <summary>Returns when the turns before it have ended.</summary>
    [Alias("Ping")]
    Task PingAsync();

    [Alias("Remind")]
    Task RemindAsync(string name, TimeSpan due, TimeSpan period);

    [Alias("Forget")]
    Task<bool> ForgetAsync(string name);
}

public sealed class ClockGrain(Probe probe) : Grain, IClockGrain, IRemindable
{
    private IGrainTimer? _timer;
    private int _ticks;
    private int _reminders;

    public Task StartTimerAsync(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive, int failing)
    {
        _timer = this.RegisterGrainTimer(
            _ =>
            {
                probe.Mark($"tick {++_ticks}");
                return _ticks == failing ? throw new InvalidOperationException("This tick fails.") : Task.CompletedTask;
            },
            new GrainTimerCreationOptions(due, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StopTimerAsync()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public async Task HoldAsync(string gate)
    {
        probe.Mark($"{gate} held");
        await probe.Pass(gate);
        probe.Mark($"{gate} let go");
    }

    public Task PingAsync() => Task.CompletedTask;

    public Task RemindAsync(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> ForgetAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        probe.Mark($"{reminderName} {++_reminders} at {status.CurrentTickTime:HH:mm}");
        return Task.CompletedTask;
    }
}
