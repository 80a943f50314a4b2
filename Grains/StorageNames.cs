namespace PathoChain.Grains;

/// <summary>Names of the storage providers that a host registers.</summary>
public static class StorageNames
{
    /// <summary>Everything grains keep.</summary>
    public const string Grains = "grains";
}
