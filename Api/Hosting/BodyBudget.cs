namespace PathoChain.Api.Hosting;

/// <summary>Bytes that bodies may have together while they are in memory. A body counts as it comes, so that one that comes slowly keeps nobody out.</summary>
/// <param name="maxBytes">Most of them; buffers that grow may take twice as many.</param>
internal sealed class BodyBudget(long maxBytes)
{
    private readonly long _maxBytes = maxBytes;
    private long _taken;

    /// <summary>The share of one body, empty at first, which is given back when it is disposed.</summary>
    public Share Open() => new(this);

    internal sealed class Share(BodyBudget budget) : IDisposable
    {
        private long _bytes;

        /// <summary>Makes the share <paramref name="bytes"/> large; <see langword="false"/> if there is no room for that.</summary>
        public bool TryGrowTo(long bytes)
        {
            var more = bytes - _bytes;
            if (Interlocked.Add(ref budget._taken, more) > budget._maxBytes)
            {
                Interlocked.Add(ref budget._taken, -more);
                return false;
            }

            _bytes = bytes;
            return true;
        }

        public void Dispose() => Interlocked.Add(ref budget._taken, -Interlocked.Exchange(ref _bytes, 0));
    }
}
