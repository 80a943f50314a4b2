namespace PathoChain.Dev.Chaos;

/// <summary>Options of <c>chaos</c>.</summary>
/// <param name="Reorgs">Reorganisations of anvil's chain.</param>
/// <param name="Transactions">Transactions on each node that are sped up, cancelled, replaced or dropped; half as many others come beside them.</param>
/// <param name="Restarts">Restarts of anvil, and as many kills of the API on each node.</param>
/// <param name="Seed">The same seed plays the same campaign.</param>
/// <param name="Nodes">Which nodes.</param>
/// <param name="Json">File for the full report, or null.</param>
internal sealed record ChaosOptions(int Reorgs, int Transactions, int Restarts, int Seed, ChaosNodes Nodes, string? Json);

[Flags]
internal enum ChaosNodes
{
    Anvil = 1,
    Hardhat = 2,
    Both = Anvil | Hardhat,
}
