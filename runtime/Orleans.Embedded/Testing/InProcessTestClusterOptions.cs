using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>How a test cluster's silo is made.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>Run on the silo's host, in order, each time it starts.</summary>
    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];
}
