namespace Orleans.TestingHost;

/// <summary>What a silo of a test cluster is told of itself.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    /// <summary>Its name.</summary>
    public string SiloName { get; set; } = "";
}
