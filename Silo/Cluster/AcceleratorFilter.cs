using Orleans.Placement;

namespace PathoChain.Silo.Cluster;

/// <summary>Only silos with an accelerator, or any where none has one.</summary>
public sealed class AcceleratorFilter() : PlacementFilterStrategy(order: 0);
