using PathoChain.Runtime.Tests.Stores;

namespace PathoChain.Runtime.Tests.Grains;

[Alias("tests.ICounter")]
public interface ICounter : IGrainWithStringKey
{
    [Alias("Add")]
    Task<int> AddAsync(int amount);

    [Alias("Get")]
    Task<int> GetAsync();

    [Alias("Clear")]
    Task ClearAsync();

    [Alias("Instance")]
    Task<Guid> InstanceAsync();
}

[Alias("tests.ICounterGrain")]
public interface ICounterGrain : ICounter;

[Alias("tests.IFaultyCounterGrain")]
public interface IFaultyCounterGrain : ICounter;

[GenerateSerializer, Immutable, Alias("tests.CounterState")]
public sealed record CounterState
{
    [Id(0)] public int Count { get; init; }
}

public abstract class CounterGrainBase(IPersistentState<CounterState> state) : Grain, ICounter
{
    private readonly Guid _instance = Guid.NewGuid();

    public async Task<int> AddAsync(int amount)
    {
        var before = state.State;
        state.State = new CounterState { Count = before.Count + amount };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            throw;
        }

        return state.State.Count;
    }

    public Task<int> GetAsync() => Task.FromResult(state.State.Count);

    public Task ClearAsync() => state.ClearStateAsync();

    public Task<Guid> InstanceAsync() => Task.FromResult(_instance);
}

public sealed class CounterGrain([PersistentState("counter", "store")] IPersistentState<CounterState> state)
    : CounterGrainBase(state), ICounterGrain;

public sealed class FaultyCounterGrain([PersistentState("counter", FaultyStorage.Name)] IPersistentState<CounterState> state)
    : CounterGrainBase(state), IFaultyCounterGrain;
