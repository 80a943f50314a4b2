using PathoChain.Registry;

namespace PathoChain.Dev.Chaos.Nodes;

/// <summary>
/// Replaces the newest blocks of anvil by others. Not by anvil_reorg: after a restart, anvil 1.7.1 takes back states without the code of
/// their contracts, which would run the new branch without them. Here the code is put back before the branch is mined.
/// </summary>
internal sealed class Reorganisation(NodeDriver node, IReadOnlyDictionary<string, string> codes)
{
    /// <summary>Reads the code of the deployed contracts, as it is now.</summary>
    public static async Task<Reorganisation> OfAsync(NodeDriver node, IEnumerable<string> contracts)
    {
        var codes = new Dictionary<string, string>();
        foreach (var contract in contracts)
        {
            codes[contract] = await node.CodeAsync(contract);
        }

        return new Reorganisation(node, codes);
    }

    /// <param name="depth">How many blocks are replaced.</param>
    /// <param name="length">How many replace them.</param>
    /// <param name="payee">An account that no other branch pays.</param>
    /// <param name="again">Signed transactions, and in which of the new blocks, counted from 0.</param>
    public async Task RunAsync(int depth, int length, Address payee, IEnumerable<(string Raw, int Block)> again)
    {
        var transactions = again.ToLookup(entry => entry.Block, entry => entry.Raw);
        await node.SetPayeeAsync(payee.ToString());
        await node.RollBackAsync(depth);
        foreach (var (contract, code) in codes)
        {
            await node.SetCodeAsync(contract, code);
        }

        for (var block = 0; block < length; block++)
        {
            foreach (var raw in transactions[block])
            {
                await node.SendAgainAsync(raw);
            }

            await node.MineAsync();
        }
    }
}
