using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>Builds a cluster of one silo in this process for tests.</summary>
public sealed class InProcessTestClusterBuilder
{
    public InProcessTestClusterBuilder()
        : this(1)
    {
    }

    /// <param name="initialSilosCount">1: this runtime is no cluster.</param>
    /// <exception cref="ArgumentOutOfRangeException">More silos, or none.</exception>
    public InProcessTestClusterBuilder(short initialSilosCount) => ArgumentOutOfRangeException.ThrowIfNotEqual(initialSilosCount, (short)1);

    /// <summary>How the silo is made.</summary>
    public InProcessTestClusterOptions Options { get; } = new();

    /// <summary>Configures the silo, each time it starts.</summary>
    public InProcessTestClusterBuilder ConfigureSilo(Action<InProcessTestSiloSpecificOptions, ISiloBuilder> configureSiloDelegate) =>
        ConfigureSiloHost((options, host) => host.UseOrleans(silo => configureSiloDelegate(options, silo)));

    /// <summary>Configures the silo's host, each time it starts.</summary>
    public InProcessTestClusterBuilder ConfigureSiloHost(
        Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder> configureSiloHostDelegate)
    {
        Options.SiloHostConfigurationDelegates.Add(configureSiloHostDelegate);
        return this;
    }

    /// <summary>Configures the host of silo and client.</summary>
    public InProcessTestClusterBuilder ConfigureHost(Action<IHostApplicationBuilder> configureDelegate) =>
        ConfigureSiloHost((_, host) => configureDelegate(host));

    /// <summary>The cluster, not yet started.</summary>
    public InProcessTestCluster Build() => new(Options);
}
