using PathoChain.Dev.Running;

namespace PathoChain.Dev.Tests;

public sealed class RestartPauseTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void A_child_that_keeps_dying_waits_longer_each_time_up_to_half_a_minute()
    {
        var pause = new RestartPause();
        Enumerable.Range(0, 7).Select(_ => pause.After(Moment).TotalSeconds).Should().Equal(1, 2, 4, 8, 16, 30, 30);
    }

    [Fact]
    public void A_child_that_ran_for_a_minute_starts_again_at_once()
    {
        var pause = new RestartPause();
        pause.After(Moment);
        pause.After(Moment);
        pause.After(TimeSpan.FromMinutes(1)).TotalSeconds.Should().Be(1);
        pause.After(Moment).TotalSeconds.Should().Be(2);
    }
}
