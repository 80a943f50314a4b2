using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

public sealed class ReminderTests : ActorTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private IClockGrain Clock => Grain<IClockGrain>();

    [Fact]
    public async Task A_reminder_ticks_when_due_and_then_once_a_period()
    {
        await Clock.RemindAsync("wake", 2 * Minute, Minute);

        Time.Advance(2 * Minute);
        await Probe.Happened("wake 1 at 00:02");
        await TickIsOverAsync();
        Time.Advance(Minute);
        await Probe.Happened("wake 2 at 00:03");
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_was_deactivated()
    {
        await Clock.RemindAsync("wake", Minute, Minute);
        await Cluster.DeactivateAsync(Clock);

        Time.Advance(Minute);
        await Probe.Happened("wake 1 at 00:01");
    }

    [Fact]
    public async Task A_reminder_ticks_on_after_a_restart()
    {
        await Clock.RemindAsync("wake", Minute, Minute);

        await Cluster.RestartSiloAsync(Cluster.Silos[0]);
        await RemindersAreReadAsync();

        Time.Advance(Minute);
        await Probe.Happened("wake 1 at 00:01");
    }

    [Fact]
    public async Task A_reminder_ticks_on_after_a_crash_without_making_up_for_what_it_missed()
    {
        await Clock.RemindAsync("wake", Minute, Minute);
        await Cluster.KillSiloAsync(Cluster.Silos[0]);
        Time.Advance(10.5 * Minute);

        await Cluster.StartAdditionalSiloAsync();
        await RemindersAreReadAsync();

        Time.Advance(0.5 * Minute);
        await Probe.Happened("wake 1 at 00:11");
    }

    [Fact]
    public async Task A_reminder_that_is_registered_again_is_replaced()
    {
        await Clock.RemindAsync("wake", Minute, Minute);
        await Clock.RemindAsync("wake", 3 * Minute, Minute);

        Time.Advance(2 * Minute);
        await Clock.PingAsync();
        Probe.Journal.Should().BeEmpty();
        Time.Advance(Minute);
        await Probe.Happened("wake 1 at 00:03");
    }

    [Fact]
    public async Task A_reminder_that_is_unregistered_is_gone_for_good()
    {
        await Clock.RemindAsync("wake", Minute, Minute);

        (await Clock.ForgetAsync("wake")).Should().BeTrue();

        await Cluster.RestartSiloAsync(Cluster.Silos[0]);
        await RemindersAreReadAsync();
        Time.Advance(5 * Minute);
        (await Clock.ForgetAsync("wake")).Should().BeFalse();
        Probe.Journal.Should().BeEmpty();
    }

    [Fact]
    public async Task A_period_under_a_minute_is_refused() =>
        await Clock.Invoking(clock => clock.RemindAsync("wake", Minute, TimeSpan.FromSeconds(59))).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public async Task A_test_can_send_a_tick_itself()
    {
        await Clock.AsReference<IRemindable>().ReceiveReminder("by hand", new TickStatus());

        Probe.HasHappened("by hand 1 at 00:00").Should().BeTrue();
    }

    /// <summary>Only when the grain has answered does a silo of Orleans set the clock of the next tick: from then, not from when the last was due.</summary>
    private async Task TickIsOverAsync()
    {
        await Clock.PingAsync();
        await RemindersAreReadAsync();
    }

    /// <summary>A silo of Orleans reads what reminders there are when it has started, in the background; it takes on another only when it has.</summary>
    private Task RemindersAreReadAsync() => Clock.RemindAsync("far away", 100 * Minute, Minute);
}
