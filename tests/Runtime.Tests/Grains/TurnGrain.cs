using Orleans.Concurrency;

namespace PathoChain.Runtime.Tests.Grains;

[Alias("tests.ITurns")]
public interface ITurns : IGrainWithStringKey
{
    /// <summary>Waits at the gate of its name.</summary>
    [Alias("Enter")]
    Task EnterAsync(string name);

    [AlwaysInterleave, Alias("Peek")]
    Task PeekAsync(string name);

    [ReadOnly, Alias("Read")]
    Task ReadAsync(string name);

    /// <summary>Counts up across many awaits; the sum is wrong if two turns ever ran in parallel.</summary>
    [AlwaysInterleave, Alias("CountUp")]
    Task<int> CountUpAsync(int steps);

    [Alias("Instance")]
    Task<Guid> InstanceAsync();

    [Alias("Throw")]
    Task ThrowAsync(string message);

    /// <summary>Asks another grain, which asks this one: neither can answer.</summary>
    [Alias("Entangle")]
    Task EntangleAsync(string key);

    [Alias("AskKey")]
    Task<string> AskKeyAsync(string key);

    [Alias("Key")]
    Task<string> KeyAsync();

    [Alias("End")]
    Task EndAsync();
}

[Alias("tests.ITurnGrain")]
public interface ITurnGrain : ITurns;

[Alias("tests.IReentrantTurnGrain")]
public interface IReentrantTurnGrain : ITurns;

[Alias("tests.IWorkerTurnGrain")]
public interface IWorkerTurnGrain : ITurns;

public abstract class TurnGrainBase(Probe probe) : Grain, ITurns
{
    private readonly Guid _instance = Guid.NewGuid();
    private int _count;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Mark($"{this.GetPrimaryKeyString()} deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task EnterAsync(string name) => VisitAsync(name);

    public Task PeekAsync(string name) => VisitAsync(name);

    public Task ReadAsync(string name) => VisitAsync(name);

    public async Task<int> CountUpAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var count = _count;
            Thread.SpinWait(100);
            _count = count + 1;
            await Task.Yield();
        }

        return _count;
    }

    public Task<Guid> InstanceAsync() => Task.FromResult(_instance);

    public Task ThrowAsync(string message) => throw new InvalidOperationException(message);

    public Task EntangleAsync(string key) => GrainFactory.GetGrain<ITurnGrain>(key).AskKeyAsync(this.GetPrimaryKeyString());

    public Task<string> AskKeyAsync(string key) => GrainFactory.GetGrain<ITurnGrain>(key).KeyAsync();

    public Task<string> KeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task VisitAsync(string name)
    {
        probe.Mark($"{name} in");
        await probe.Pass(name);
        probe.Mark($"{name} out");
    }
}

public sealed class TurnGrain(Probe probe) : TurnGrainBase(probe), ITurnGrain;

[Reentrant]
public sealed class ReentrantTurnGrain(Probe probe) : TurnGrainBase(probe), IReentrantTurnGrain;

[StatelessWorker(2)]
public sealed class WorkerTurnGrain(Probe probe) : TurnGrainBase(probe), IWorkerTurnGrain;
