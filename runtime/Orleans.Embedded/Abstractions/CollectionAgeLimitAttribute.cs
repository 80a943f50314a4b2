namespace Orleans;

/// <summary>How long an activation of the class may be idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>Whether it may be idle for ever; else the silo's collection age holds.</summary>
    public bool AlwaysActive { get; set; }
}
