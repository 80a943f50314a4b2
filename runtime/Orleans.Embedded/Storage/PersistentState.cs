using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A constructor parameter marked with <see cref="PersistentStateAttribute"/>.</summary>
internal abstract class PersistentState
{
    private const string DefaultStorage = "Default";

    /// <exception cref="InvalidOperationException">The parameter is no <see cref="IPersistentState{TState}"/>, or its provider is not registered.</exception>
    public static PersistentState Create(ParameterInfo parameter, GrainId grainId, IServiceProvider services)
    {
        if (parameter.ParameterType is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new InvalidOperationException($"{parameter.Member.DeclaringType}: [PersistentState] belongs on IPersistentState<T>, not on {parameter}.");
        }

        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var provider = attribute.StorageName ?? DefaultStorage;
        var storage = services.GetKeyedService<IGrainStorage>(provider) ?? throw new InvalidOperationException(
            $"{parameter.Member.DeclaringType} stores in \"{provider}\": register a storage provider of that name with the silo.");
        return (PersistentState)Activator.CreateInstance(
            typeof(PersistentState<>).MakeGenericType(type.GenericTypeArguments), storage, attribute.StateName, grainId)!;
    }

    /// <summary>Takes what storage holds.</summary>
    public abstract Task ReadStateAsync();
}

/// <summary>Runs one storage operation at a time, so that two interleaved turns of a grain do not overtake each other's ETag.</summary>
internal sealed class PersistentState<TState>(IGrainStorage storage, string name, GrainId grainId) : PersistentState, IPersistentState<TState>
{
    private readonly GrainState<TState> _record = new(Activator.CreateInstance<TState>());
    private Task _last = Task.CompletedTask;

    public TState State
    {
        get => _record.State!;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public override Task ReadStateAsync() => InOrder(() => storage.ReadStateAsync(name, grainId, _record));

    public Task WriteStateAsync() => InOrder(() => storage.WriteStateAsync(name, grainId, _record));

    public Task ClearStateAsync() => InOrder(async () =>
    {
        await storage.ClearStateAsync(name, grainId, _record);
        State = Activator.CreateInstance<TState>();
    });

    private Task InOrder(Func<Task> operation) => _last = AfterAsync(_last, operation);

    private async Task AfterAsync(Task previous, Func<Task> operation)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await operation();
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException($"Storage of {grainId}, state \"{name}\", failed: {exception.Message}", exception);
        }
    }
}
