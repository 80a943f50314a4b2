using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

public sealed class ActivationTests : ActorTest
{
    [Fact]
    public async Task A_grain_has_one_activation_however_many_call_it_at_once()
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Grain<ITurnGrain>().InstanceAsync())));

        instances.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Grains_of_other_keys_and_kinds_are_others()
    {
        Guid[] instances =
        [
            await Grain<ITurnGrain>("one").InstanceAsync(),
            await Grain<ITurnGrain>("two").InstanceAsync(),
            await Grain<IReentrantTurnGrain>("one").InstanceAsync(),
        ];

        instances.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy")]
    [InlineData("site/17 with spaces, ünï¢ode and a / slash")]
    public async Task A_grain_knows_its_key(string key) => (await Grain<ITurnGrain>(key).KeyAsync()).Should().Be(key);

    [Fact]
    public void References_to_the_same_grain_are_equal()
    {
        Grain<ITurnGrain>("one").Should().Be(Grain<ITurnGrain>("one"));
        Grain<ITurnGrain>("one").Should().NotBe(Grain<ITurnGrain>("two"));
    }

    [Fact]
    public async Task A_stateless_worker_has_as_many_activations_as_it_may_and_no_more()
    {
        var worker = Grain<IWorkerTurnGrain>();
        var first = worker.EnterAsync("a");
        await Probe.Happened("a in");
        var second = worker.EnterAsync("b");
        await Probe.Happened("b in");
        var third = worker.EnterAsync("c");
        Probe.HasHappened("c in").Should().BeFalse();

        Probe.Open("c");
        Probe.Open("a");
        Probe.Open("b");
        await Task.WhenAll(first, second, third);
    }

    [Fact]
    public async Task Deactivation_says_goodbye_and_the_next_call_makes_a_new_activation()
    {
        var grain = Grain<ITurnGrain>();
        var before = await grain.InstanceAsync();

        await Cluster.DeactivateAsync(grain);

        Probe.HasHappened("one deactivated: ApplicationRequested").Should().BeTrue();
        (await grain.InstanceAsync()).Should().NotBe(before);
    }

    [Fact]
    public async Task A_grain_can_end_itself_and_loses_no_call_that_waits()
    {
        var grain = Grain<ITurnGrain>();
        var before = await grain.InstanceAsync();
        var running = grain.EnterAsync("gate");
        await Probe.Happened("gate in");
        var deactivated = Cluster.WaitForDeactivationAsync(grain);
        var end = grain.EndAsync();
        var after = grain.InstanceAsync();
        Probe.Open("gate");

        await Task.WhenAll(running, end);
        await after;
        await deactivated.WaitAsync(TimeSpan.FromSeconds(30));
        Probe.HasHappened("one deactivated: ApplicationRequested").Should().BeTrue();
        (await grain.InstanceAsync()).Should().NotBe(before);
    }

    [Fact]
    public async Task A_failed_activation_fails_its_call_and_the_next_call_tries_again()
    {
        Probe.ActivationsToFail = 1;
        var shy = Grain<IShyGrain>();

        await shy.Invoking(grain => grain.HelloAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("Not today.");
        (await shy.HelloAsync()).Should().Be("hello");
    }

    [Fact]
    public async Task A_silo_that_stops_deactivates_every_grain()
    {
        await Grain<ITurnGrain>("one").InstanceAsync();
        await Grain<ITurnGrain>("two").InstanceAsync();

        await Cluster.StopSiloAsync(Cluster.Silos[0]);

        Probe.Journal.Should().BeEquivalentTo("one deactivated: ShuttingDown", "two deactivated: ShuttingDown");
    }
}
