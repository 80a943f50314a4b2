using System.Reflection;
using System.Runtime.InteropServices;

namespace PathoChain.Architecture.Tests.Fidelity;

/// <summary>What compiles against the embedded runtime compiles against Orleans.</summary>
public sealed class OrleansFidelityTests : IDisposable
{
    private const string OwnNamespace = "Orleans.Embedded";

    private static readonly string[] Packages =
        [.. typeof(OrleansFidelityTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(metadata => metadata.Key.StartsWith("microsoft.orleans.", StringComparison.Ordinal)).Select(metadata => metadata.Value!)];

    private readonly MetadataLoadContext _metadata = new(new PathAssemblyResolver(
        Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")).DistinctBy(Path.GetFileName)));

    [Fact]
    public void Every_public_type_of_the_embedded_runtime_is_part_of_the_type_of_that_name_in_Orleans()
    {
        var orleans = Packages.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"))
            .SelectMany(file => _metadata.LoadFromAssemblyPath(file).GetExportedTypes())
            .ToLookup(type => type.FullName);
        var types = _metadata.LoadFromAssemblyPath(typeof(IGrainFactory).Assembly.Location).GetExportedTypes()
            .Where(type => type.Namespace != OwnNamespace).ToList();

        types.Should().HaveCountGreaterThan(40);
        types.SelectMany(type => orleans[type.FullName].FirstOrDefault() is { } model
            ? ApiComparer.Differences(type, model)
            : [$"{type.FullName} is in none of {Packages.Length} packages of Orleans"]).Should().BeEmpty();
    }

    public void Dispose() => _metadata.Dispose();

    private static IEnumerable<string> Folders()
    {
        var core = RuntimeEnvironment.GetRuntimeDirectory();
        var aspnet = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Builder.WebApplication).Assembly.Location)!;
        return [.. Packages, core, aspnet, AppContext.BaseDirectory];
    }
}
