using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Runtime;

/// <summary>The grain classes in the assemblies of this program.</summary>
internal sealed class GrainClasses
{
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _found = new();
    private readonly Dictionary<GrainType, GrainClass> _classes;

    /// <exception cref="InvalidOperationException">Two grain classes have the same name.</exception>
    public GrainClasses()
    {
        var classes = Assemblies().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(Grain)))
            .Select(type => new GrainClass(type))
            .ToLookup(grainClass => grainClass.Type);
        if (classes.FirstOrDefault(same => same.Count() > 1) is { } clash)
        {
            throw new InvalidOperationException(
                $"Grain classes {string.Join(" and ", clash.Select(one => one.Class.FullName))} would both store as \"{clash.Key}\": rename one.");
        }

        _classes = classes.ToDictionary(same => same.Key, same => same.Single());
    }

    /// <summary>The class of a kind of grain.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public GrainClass Get(GrainType type) =>
        _classes.TryGetValue(type, out var found) ? found : throw new ArgumentException($"No grain class is named \"{type}\".", nameof(type));

    /// <summary>The class that implements an interface.</summary>
    /// <exception cref="ArgumentException">None does, or more than one.</exception>
    public GrainClass Find(Type grainInterface, string? prefix) => _found.GetOrAdd((grainInterface, prefix), wanted =>
    {
        var candidates = _classes.Values
            .Where(candidate => wanted.Interface.IsAssignableFrom(candidate.Class))
            .Where(candidate => wanted.Prefix is null || candidate.Class.FullName!.StartsWith(wanted.Prefix, StringComparison.Ordinal))
            .ToList();
        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"Could not find an implementation for interface {wanted.Interface}.", nameof(grainInterface)),
            _ => throw new ArgumentException(
                $"{wanted.Interface} is implemented by {string.Join(" and ", candidates.Select(one => one.Class.FullName))}: name one by its prefix.",
                nameof(grainInterface)),
        };
    });

    // An assembly loads when its code first runs, which may be after the first call of a grain in it, so those beside the program are looked through.
    private static IEnumerable<Assembly> Assemblies()
    {
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted.Split(Path.PathSeparator)
            .Where(file => file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) && RefersToThisRuntime(file))
            .Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)));
    }

    private static bool RefersToThisRuntime(string file)
    {
        using var assembly = new PEReader(File.OpenRead(file));
        var metadata = assembly.GetMetadataReader();
        var runtime = typeof(GrainClasses).Assembly.GetName().Name;
        return metadata.AssemblyReferences.Any(reference => metadata.StringComparer.Equals(metadata.GetAssemblyReference(reference).Name, runtime!));
    }
}
