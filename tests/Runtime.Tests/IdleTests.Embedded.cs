using System.Diagnostics;
using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

/// <summary>On the embedded runtime only: Orleans measures idleness by a clock that no test can turn.</summary>
public sealed class IdleTests : ActorTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private IClockGrain Clock => Grain<IClockGrain>();

    [Fact]
    public async Task An_idle_grain_is_deactivated_after_the_collection_age_and_a_busy_one_is_not()
    {
        var idle = Grain<ITurnGrain>("idle");
        var busy = Grain<ITurnGrain>("busy");
        await idle.InstanceAsync();
        var work = busy.EnterAsync("gate");
        await Probe.Happened("gate in");

        var deactivated = Cluster.WaitForDeactivationAsync(idle);
        for (var minute = 0; minute < 20; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        await deactivated.WaitAsync(TimeSpan.FromSeconds(30));
        Probe.HasHappened("idle deactivated: ActivationIdle").Should().BeTrue();
        Probe.Open("gate");
        await work;
        Probe.Journal.Should().NotContain(happening => happening.StartsWith("busy deactivated"));
    }

    [Fact]
    public async Task A_grain_that_is_always_active_outlasts_one_that_is_not()
    {
        var (standing, idle) = (Grain<IStandingGrain>("standing"), Grain<ITurnGrain>("idle"));
        await standing.WakeAsync();
        var stays = Cluster.WaitForDeactivationAsync(standing);
        await idle.InstanceAsync();
        var goes = Cluster.WaitForDeactivationAsync(idle);

        await PassMinutesUntilAsync(() => goes.IsCompleted);
        Time.Advance(TimeSpan.FromDays(1));

        stays.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_timer_that_keeps_alive_keeps_its_activation()
    {
        await Clock.StartTimerAsync(Minute, Minute, interleave: false, keepAlive: true, failing: 0);
        var deactivated = Cluster.WaitForDeactivationAsync(Clock);

        for (var tick = 1; tick <= 20; tick++)
        {
            await PassMinutesUntilAsync(() => Probe.HasHappened($"tick {tick}"));
        }

        deactivated.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_timer_that_does_not_keep_alive_lets_its_activation_become_idle()
    {
        await Clock.StartTimerAsync(Minute, Minute, interleave: false, keepAlive: false, failing: 0);
        var deactivated = Cluster.WaitForDeactivationAsync(Clock);

        await PassMinutesUntilAsync(() => deactivated.IsCompleted);

        Probe.HasHappened("tick 1").Should().BeTrue();
    }

    /// <summary>Lets minute after minute pass; fails if what it waits for does not come.</summary>
    private async Task PassMinutesUntilAsync(Func<bool> condition)
    {
        for (var waited = Stopwatch.StartNew(); !condition();)
        {
            waited.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
            Time.Advance(Minute);
            await Task.Yield();
        }
    }
}
