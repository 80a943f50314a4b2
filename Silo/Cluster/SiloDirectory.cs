using Orleans.Runtime.MembershipService.SiloMetadata;

namespace PathoChain.Silo.Cluster;

/// <summary>What silos say of themselves; one that has not said it yet counts as without an accelerator.</summary>
internal sealed class SiloDirectory(ISiloMetadataCache metadata)
{
    public const string SiteKey = "site";
    public const string AcceleratorKey = "accelerator";

    /// <summary>The accelerator of a silo that has none.</summary>
    public const string Cpu = "cpu";

    public string SiteOf(SiloAddress silo) => metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(SiteKey, silo.ToString());

    public string AcceleratorOf(SiloAddress silo) => metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(AcceleratorKey, Cpu);

    public bool IsAccelerated(SiloAddress silo) => AcceleratorOf(silo) != Cpu;
}
