using System.Collections.ObjectModel;

namespace PathoChain.Testing;

/// <summary>What a process is told of its cluster: on the embedded runtime there is none.</summary>
public static class ClusterSettings
{
    public static IReadOnlyDictionary<string, string> OfItsOwn() => ReadOnlyDictionary<string, string>.Empty;
}
