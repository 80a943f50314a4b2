using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

public sealed class TimeoutTests : ActorTest
{
    protected override TimeSpan ResponseTimeout => TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_call_without_an_answer_in_time_fails_and_the_grain_goes_on()
    {
        var caller = Grain<IRelayGrain>();

        await caller.Invoking(one => one.EnterAsync("slow", "gate")).Should().ThrowAsync<TimeoutException>();

        Probe.Open("gate");
        await Probe.Happened("gate out");
        (await Grain<ITurnGrain>("slow").KeyAsync()).Should().Be("slow");
    }

    [Fact]
    public async Task Two_grains_that_wait_for_each_other_time_out()
    {
        var one = Grain<ITurnGrain>("one");

        await one.Invoking(grain => grain.EntangleAsync("two")).Should().ThrowAsync<TimeoutException>();

        (await one.KeyAsync()).Should().Be("one");
    }
}
