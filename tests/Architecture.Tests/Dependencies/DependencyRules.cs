using System.Xml.Linq;

namespace PathoChain.Architecture.Tests.Dependencies;

/// <summary>Which part may reference which: the table of docs/design.md, section 3. Tests may reference everything.</summary>
internal static class DependencyRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains.Interfaces"] = ["Orleans.Embedded"],
        ["Grains"] = ["Grains.Interfaces", "Content", "Registry", "Inference"],
        ["Content"] = ["Libvips"],
        ["Registry"] = [],
        ["Inference"] = ["OnnxRuntime", "Libvips"],
        ["Silo"] = ["Grains"],
        ["Api"] = ["Grains.Interfaces", "Content", "Registry", "Silo", "Libvips"],
        ["Cli"] = ["Content", "Registry", "Grains.Interfaces"],
        ["Dev"] = ["Registry"],
        ["Libvips"] = [],
        ["OnnxRuntime"] = [],
        ["Orleans.Embedded"] = [],
    };

    /// <summary>One line for each reference that the table does not have.</summary>
    public static IEnumerable<string> Problems(string project, XDocument file)
    {
        if (!Allowed.TryGetValue(project, out var allowed))
        {
            return [$"{project} is not in the table: add it there and in docs/design.md, section 3"];
        }

        return file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Except(allowed)
            .Select(reference => $"{project} references {reference}");
    }
}
