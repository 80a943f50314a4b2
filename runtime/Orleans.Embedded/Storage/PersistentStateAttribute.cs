namespace Orleans.Runtime;

/// <summary>Marks a constructor parameter as state of the grain.</summary>
/// <param name="stateName">Name of the record. Permanent.</param>
/// <param name="storageName">Name of the storage provider; without one, the provider named <c>Default</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>Name of the record.</summary>
    public string StateName { get; } = stateName;

    /// <summary>Name of the storage provider.</summary>
    public string? StorageName { get; } = storageName;
}
