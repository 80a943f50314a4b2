using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

public sealed class TurnTests : ActorTest
{
    [Fact]
    public async Task A_request_waits_until_the_one_before_it_has_ended_awaits_and_all()
    {
        var grain = Grain<ITurnGrain>();
        var first = grain.EnterAsync("first");
        await Probe.Happened("first in");
        Probe.Open("second");
        var second = grain.EnterAsync("second");
        Probe.Open("first");
        await Task.WhenAll(first, second);

        Probe.Journal.Should().Equal("first in", "first out", "second in", "second out");
    }

    [Fact]
    public async Task A_request_that_always_interleaves_starts_while_another_awaits()
    {
        var grain = Grain<ITurnGrain>();
        var first = grain.EnterAsync("first");
        await Probe.Happened("first in");
        Probe.Open("peek");
        await grain.PeekAsync("peek");
        Probe.Open("first");
        await first;

        Probe.Journal.Should().Equal("first in", "peek in", "peek out", "first out");
    }

    [Fact]
    public async Task A_request_that_always_interleaves_holds_no_other_up()
    {
        var grain = Grain<ITurnGrain>();
        var peek = grain.PeekAsync("peek");
        await Probe.Happened("peek in");
        Probe.Open("first");
        await grain.EnterAsync("first");
        Probe.Open("peek");
        await peek;

        Probe.Journal.Should().Equal("peek in", "first in", "first out", "peek out");
    }

    [Fact]
    public async Task Read_only_requests_interleave_with_each_other_but_not_with_others()
    {
        var grain = Grain<ITurnGrain>();
        var reads = Task.WhenAll(grain.ReadAsync("a"), grain.ReadAsync("b"));
        await Probe.Happened("a in");
        await Probe.Happened("b in");
        Probe.Open("write");
        var write = grain.EnterAsync("write");
        Probe.Open("a");
        Probe.Open("b");
        await Task.WhenAll(reads, write);

        Probe.Journal.Take(2).Should().BeEquivalentTo("a in", "b in");
        Probe.Journal.Last().Should().Be("write out");
        Probe.Journal.ToList().IndexOf("write in").Should().BeGreaterThan(Probe.Journal.ToList().IndexOf("a out"));
    }

    [Fact]
    public async Task All_requests_of_a_reentrant_grain_interleave()
    {
        var grain = Grain<IReentrantTurnGrain>();
        var first = grain.EnterAsync("first");
        await Probe.Happened("first in");
        Probe.Open("second");
        await grain.EnterAsync("second");
        Probe.Open("first");
        await first;

        Probe.Journal.Should().Equal("first in", "second in", "second out", "first out");
    }

    [Fact]
    public async Task Interleaved_requests_never_run_in_parallel()
    {
        var grain = Grain<ITurnGrain>();

        var counts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.CountUpAsync(200)));

        counts.Max().Should().Be(50 * 200);
    }

    [Fact]
    public async Task An_exception_of_a_grain_reaches_its_caller_and_the_grain_goes_on()
    {
        var grain = Grain<ITurnGrain>();
        var before = await grain.InstanceAsync();

        await grain.Invoking(one => one.ThrowAsync("as planned")).Should().ThrowAsync<InvalidOperationException>().WithMessage("as planned");

        (await grain.InstanceAsync()).Should().Be(before);
    }
}
