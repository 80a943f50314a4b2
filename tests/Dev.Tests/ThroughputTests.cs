using PathoChain.Dev.Bench;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Tests;

public sealed class ThroughputTests
{
    [Fact]
    public void Images_over_seconds_medians_of_the_stages_and_failures_are_reported()
    {
        ImageRun[] runs =
        [
            new("a", false, DemoImages.Classified(), new StageSeconds(1, 10, 100), null),
            new("b", false, DemoImages.Classified(), new StageSeconds(3, 30, 300), null),
            new("c", false, null, new StageSeconds(2, 0, 0), "refused"),
        ];
        Throughput.Of(callers: 2, runs, seconds: 6).Should().Be(new Throughput(2, 0.5, 2, 10, 100, 1));
    }

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_middle_two() => Throughput.Median([4, 1, 3, 2]).Should().Be(2.5);
}
