using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace PathoChain.Silo.Cluster;

internal sealed class AcceleratorFilterDirector(SiloDirectory directory) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var all = silos.ToList();
        var accelerated = all.FindAll(directory.IsAccelerated);
        return accelerated.Count > 0 ? accelerated : all;
    }
}
