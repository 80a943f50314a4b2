using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A grain class and what its attributes say.</summary>
internal sealed class GrainClass(Type type)
{
    private readonly ParameterInfo[] _facets =
        [.. type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))];

    private ObjectFactory? _factory;

    /// <summary>The class.</summary>
    public Type Class => type;

    /// <summary>As Orleans names it: lower case, without the suffix.</summary>
    public GrainType Type { get; } = GrainType.Create(NameOf(type));

    public bool IsReentrant { get; } = type.IsDefined(typeof(ReentrantAttribute));

    /// <summary>Whether its activations stay however long they are idle.</summary>
    public bool IsAlwaysActive { get; } = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AlwaysActive ?? false;

    /// <summary>Activations that one key may have.</summary>
    public int MaxActivations { get; } = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 1;

    /// <summary>The persistent states that the constructor asks for.</summary>
    public IReadOnlyList<PersistentState> CreateStates(GrainId grainId, IServiceProvider services) =>
        [.. _facets.Select(parameter => PersistentState.Create(parameter, grainId, services))];

    /// <summary>Constructs a grain from its states and, for the rest, from services.</summary>
    public Grain Create(IServiceProvider services, IReadOnlyList<PersistentState> states)
    {
        _factory ??= ActivatorUtilities.CreateFactory(type, [.. _facets.Select(parameter => parameter.ParameterType)]);
        return (Grain)_factory(services, [.. states]);
    }

    private static string NameOf(Type type)
    {
        const string suffix = "Grain";
        var name = type.Name;
        return (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? name[..^suffix.Length] : name).ToLowerInvariant();
    }
}
