using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Waits_double_from_two_seconds_and_end_with_the_eighth_attempt()
    {
        var seconds = Enumerable.Range(1, RetrySchedule.MaxAttempts).Select(attempts => RetrySchedule.After(attempts)?.TotalSeconds);

        seconds.Should().Equal(2, 4, 8, 16, 32, 64, 128, null);
    }

    [Fact]
    public void Waits_for_a_busy_classifier_double_to_16_seconds_and_never_end()
    {
        var seconds = Enumerable.Range(1, 6).Append(1_000_000).Select(times => RetrySchedule.AfterBusy(times, spread: 0.5).TotalSeconds);

        seconds.Should().Equal(2, 4, 8, 16, 16, 16, 16);
    }

    [Fact]
    public void Waits_for_a_busy_classifier_are_spread()
    {
        RetrySchedule.AfterBusy(4, spread: 0).TotalSeconds.Should().Be(8);
        RetrySchedule.AfterBusy(4, spread: 1).TotalSeconds.Should().Be(24);
    }
}
