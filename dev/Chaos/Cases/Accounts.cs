using System.Text;
using PathoChain.Dev.Chaos.Nodes;
using PathoChain.Registry;

namespace PathoChain.Dev.Chaos.Cases;

/// <summary>Accounts that the node signs for, each given away once: so that no case disturbs the nonces of another.</summary>
internal sealed class Accounts(NodeDriver node)
{
    private Queue<string> _left = [];
    private int _made;

    /// <summary>Gives away the accounts whose keys the node holds, from the given one on.</summary>
    public async Task TakeFromNodeAsync(int first) => _left = new Queue<string>((await node.AccountsAsync()).Skip(first).Select(account => account.ToLowerInvariant()));

    /// <returns>An account with money: one of the node's, else an address that it is told to sign for.</returns>
    public async Task<string> NextAsync()
    {
        if (_left.TryDequeue(out var account))
        {
            return account;
        }

        var made = $"0x{Keccak256.Hash(Encoding.ASCII.GetBytes($"account {_made++}")).ToString()[^40..]}";
        await node.ImpersonateAsync(made);
        return made;
    }
}
