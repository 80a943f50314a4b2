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
    public void Waits_for_a_busy_classifier_double_to_128_seconds_and_never_end()
    {
        var seconds = Enumerable.Range(1, 9).Append(1_000_000).Select(times => RetrySchedule.AfterBusy(times).TotalSeconds);

        seconds.Should().Equal(2, 4, 8, 16, 32, 64, 128, 128, 128, 128);
    }
}
