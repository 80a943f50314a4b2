using Orleans.Storage;
using PathoChain.Runtime.Tests.Grains;

namespace PathoChain.Runtime.Tests;

public sealed class StateTests : ActorTest
{
    [Fact]
    public async Task State_is_there_after_deactivation()
    {
        var counter = Grain<ICounterGrain>();
        await counter.AddAsync(3);
        await counter.AddAsync(4);

        await Cluster.DeactivateAsync(counter);

        (await counter.GetAsync()).Should().Be(7);
    }

    [Fact]
    public async Task State_is_there_after_a_restart()
    {
        await Grain<ICounterGrain>().AddAsync(3);

        await Cluster.RestartSiloAsync(Cluster.Silos[0]);

        (await Grain<ICounterGrain>().GetAsync()).Should().Be(3);
    }

    [Fact]
    public async Task State_is_there_after_a_crash()
    {
        await Grain<ICounterGrain>().AddAsync(3);

        await CrashAsync();

        (await Grain<ICounterGrain>().GetAsync()).Should().Be(3);
    }

    [Fact]
    public async Task Cleared_state_is_empty_and_can_be_written_again()
    {
        var counter = Grain<ICounterGrain>();
        await counter.AddAsync(3);
        await counter.ClearAsync();
        (await counter.GetAsync()).Should().Be(0);
        await Cluster.DeactivateAsync(counter);
        (await counter.GetAsync()).Should().Be(0);

        (await counter.AddAsync(1)).Should().Be(1);
    }

    [Fact]
    public async Task Each_key_has_its_own_state()
    {
        await Grain<ICounterGrain>("one").AddAsync(1);
        await Grain<ICounterGrain>("two").AddAsync(2);

        (await Grain<ICounterGrain>("one").GetAsync()).Should().Be(1);
        (await Grain<ICounterGrain>("two").GetAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_write_over_another_writers_is_refused_and_its_activation_starts_anew_from_storage()
    {
        var other = await StartClusterAsync();
        try
        {
            var here = Grain<ICounterGrain>();
            var there = other.Client.GetGrain<ICounterGrain>("one");
            await here.AddAsync(1);
            (await there.GetAsync()).Should().Be(1);
            await here.AddAsync(1);
            var before = await there.InstanceAsync();

            await there.Invoking(counter => counter.AddAsync(10)).Should().ThrowAsync<InconsistentStateException>();

            (await there.GetAsync()).Should().Be(2);
            (await there.InstanceAsync()).Should().NotBe(before);
            (await there.AddAsync(10)).Should().Be(12);
        }
        finally
        {
            await other.StopAllSilosAsync();
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_write_that_fails_leaves_storage_as_it_was_and_the_activation_alive()
    {
        var counter = Grain<IFaultyCounterGrain>();
        await counter.AddAsync(1);
        var before = await counter.InstanceAsync();
        Probe.WritesFail = true;

        await counter.Invoking(grain => grain.AddAsync(10)).Should().ThrowAsync<Exception>().WithMessage("*disk full*");

        (await counter.InstanceAsync()).Should().Be(before);
        (await counter.GetAsync()).Should().Be(1);
        Probe.WritesFail = false;
        (await counter.AddAsync(1)).Should().Be(2);
        await Cluster.DeactivateAsync(counter);
        (await counter.GetAsync()).Should().Be(2);
    }
}
