namespace PathoChain.Registry;

/// <summary>How many blocks one <c>eth_getLogs</c> asks for: half as many where the node's answer is too large, refused or late, slowly more while it goes well.</summary>
public sealed class LogRange
{
    /// <summary>Nodes refuse much longer ranges.</summary>
    public const int Longest = 2_000;

    private int _blocks = Longest;

    /// <summary>Last block to ask for when reading on to <paramref name="head"/>.</summary>
    public long End(long from, long head) => Math.Min(from + _blocks - 1, head);

    /// <summary>First block to ask for when looking back to <paramref name="first"/>.</summary>
    public long Start(long first, long to) => Math.Max(to - _blocks + 1, first);

    public void Grow() => _blocks = Math.Min(_blocks + (_blocks / 4) + 1, Longest);

    /// <summary>
    /// Halves after a failure for which fewer blocks may do: nodes limit range or results and say so each in its own words. True if asking again at once
    /// makes sense, which it does not at a single block, nor of a node that was too slow.
    /// </summary>
    public bool Halve(RpcException failure, long from, long to)
    {
        if (failure is not (RpcResponseTooLargeException or RpcErrorException or RpcTimeoutException))
        {
            return false;
        }

        var asked = (int)(to - from + 1);
        _blocks = Math.Max(asked / 2, 1);
        return asked > 1 && failure is not RpcTimeoutException;
    }
}
