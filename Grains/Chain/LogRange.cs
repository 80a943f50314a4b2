namespace PathoChain.Grains.Chain;

/// <summary>How many blocks one <c>eth_getLogs</c> asks for: half as many where the node's answer is too large or refused, slowly more while it goes well.</summary>
internal sealed class LogRange
{
    /// <summary>Nodes refuse much longer ranges.</summary>
    public const int Longest = 2_000;

    private int _blocks = Longest;

    /// <summary>Last block to ask for.</summary>
    public long End(long from, long head) => Math.Min(from + _blocks - 1, head);

    public void Grow() => _blocks = Math.Min(_blocks + (_blocks / 4) + 1, Longest);

    /// <summary>After a failure at a range; false if it cannot be halved any more.</summary>
    public bool Halve(long from, long to)
    {
        var asked = (int)(to - from + 1);
        _blocks = Math.Max(asked / 2, 1);
        return asked > 1;
    }
}
