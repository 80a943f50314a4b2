using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

public sealed class TimerTests : ActorTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private IClockGrain Clock => Grain<IClockGrain>();

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        await StartAsync(Second, Timeout.InfiniteTimeSpan);
        await TickAsync(1);

        Time.Advance(TimeSpan.FromMinutes(2));
        await Clock.PingAsync();
        Probe.HasHappened("tick 2").Should().BeFalse();
    }

    [Fact]
    public async Task A_timer_ticks_once_a_period_and_goes_on_after_a_tick_that_fails()
    {
        await StartAsync(Second, Second, failing: 2);

        await TickAsync(1);
        await TickAsync(2);
        await TickAsync(3);
    }

    [Fact]
    public async Task A_tick_waits_for_the_turn_that_runs()
    {
        await StartAsync(Second, Timeout.InfiniteTimeSpan);
        var hold = Clock.HoldAsync("gate");
        await Probe.Happened("gate held");
        Time.Advance(Second);
        Probe.Open("gate");
        await hold;
        await Probe.Happened("tick 1");

        Probe.Journal.Should().Equal("gate held", "gate let go", "tick 1");
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await StartAsync(Second, Timeout.InfiniteTimeSpan, interleave: true);
        var hold = Clock.HoldAsync("gate");
        await Probe.Happened("gate held");
        Time.Advance(Second);
        await Probe.Happened("tick 1");
        Probe.Open("gate");
        await hold;

        Probe.Journal.Should().Equal("gate held", "tick 1", "gate let go");
    }

    [Fact]
    public async Task A_timer_ends_when_it_is_disposed()
    {
        await StartAsync(Second, Second);
        await TickAsync(1);
        await Clock.StopTimerAsync();

        Time.Advance(TimeSpan.FromMinutes(2));
        await Clock.PingAsync();
        Probe.HasHappened("tick 2").Should().BeFalse();
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        await StartAsync(Second, Second);
        await TickAsync(1);
        await Cluster.DeactivateAsync(Clock);

        Time.Advance(TimeSpan.FromMinutes(2));
        await Clock.PingAsync();
        Probe.HasHappened("tick 2").Should().BeFalse();
    }

    private Task StartAsync(TimeSpan due, TimeSpan period, bool interleave = false, int failing = 0) =>
        Clock.StartTimerAsync(due, period, interleave, keepAlive: false, failing);

    /// <summary>Lets a second pass, and waits until the tick's turn has ended and the timer is set again.</summary>
    private async Task TickAsync(int number)
    {
        Time.Advance(Second);
        await Probe.Happened($"tick {number}");
        await Clock.PingAsync();
    }
}
