namespace PathoChain.Inference;

/// <summary>Keeps what was recently made, and has callers who want the same thing at the same time share one making.</summary>
/// <param name="capacity">Most that is kept, in the unit of <paramref name="size"/>; the values unused for longest make room.</param>
/// <param name="size">What a value counts, at least 1.</param>
public abstract class SharedCache<TKey, TValue>(long capacity, Func<TValue, long> size)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _total;

    /// <summary>The value of <paramref name="key"/>: the kept one, the one being made for another caller, or what <paramref name="make"/> gives. A failure goes to all who wait for it and is not kept.</summary>
    /// <param name="key">What identifies the value.</param>
    /// <param name="make">Makes it. Its token says that nobody waits for it any more; who asks later has it made anew.</param>
    /// <param name="cancellationToken">Ends this caller's wait, and the making if no other caller waits for it.</param>
    public Task<TValue> GetOrAddAsync(TKey key, Func<CancellationToken, Task<TValue>> make, CancellationToken cancellationToken = default)
    {
        LinkedListNode<Entry>? node;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }
            else
            {
                node = _byUse.AddFirst(new Entry(key));
                _entries.Add(key, node);
                node.Value.Value = Task.Run(() => FillAsync(node, make), CancellationToken.None);
            }

            node.Value.Callers++;
        }

        return WaitAsync(node, cancellationToken);
    }

    /// <summary>Keeps a value no more; who waits for it still gets it.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                Remove(node);
            }
        }
    }

    private async Task<TValue> WaitAsync(LinkedListNode<Entry> node, CancellationToken cancellationToken)
    {
        try
        {
            return await node.Value.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(node).ConfigureAwait(false);
            throw;
        }
    }

    private Task GiveUpAsync(LinkedListNode<Entry> node)
    {
        lock (_gate)
        {
            if (--node.Value.Callers > 0 || node.Value.Value.IsCompleted)
            {
                return Task.CompletedTask;
            }

            Remove(node);
        }

        return node.Value.NobodyWaits.CancelAsync();
    }

    private async Task<TValue> FillAsync(LinkedListNode<Entry> node, Func<CancellationToken, Task<TValue>> make)
    {
        try
        {
            var value = await make(node.Value.NobodyWaits.Token).ConfigureAwait(false);
            lock (_gate)
            {
                if (IsHeld(node))
                {
                    node.Value.Size = size(value);
                    _total += node.Value.Size;
                    MakeRoom();
                }
            }

            return value;
        }
        catch
        {
            lock (_gate)
            {
                Remove(node);
            }

            throw;
        }
    }

    private void MakeRoom()
    {
        for (var node = _byUse.Last; node is not null && _total > capacity;)
        {
            var newer = node.Previous;
            if (node.Value.Size > 0) // One that is still being made holds nothing yet.
            {
                Remove(node);
            }

            node = newer;
        }
    }

    /// <summary>False once every caller gave up, or it made room: its key may be another's by then.</summary>
    private static bool IsHeld(LinkedListNode<Entry> node) => node.List is not null;

    private void Remove(LinkedListNode<Entry> node)
    {
        if (!IsHeld(node))
        {
            return;
        }

        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _total -= node.Value.Size;
    }

    private sealed class Entry(TKey key)
    {
        public TKey Key { get; } = key;

        public int Callers { get; set; }

        public CancellationTokenSource NobodyWaits { get; } = new();

        public long Size { get; set; }

        public Task<TValue> Value { get; set; } = null!;
    }
}
