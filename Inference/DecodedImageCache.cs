using PathoChain.Libvips;

namespace PathoChain.Inference;

/// <summary>Keeps recently decoded images by CID, so that an image is fetched, decrypted and decoded once for all models of an ensemble.</summary>
/// <param name="capacity">Most bytes of pixels kept; the images unused for longest make room.</param>
public sealed class DecodedImageCache(long capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>The image of <paramref name="cid"/>: the kept one, the one being decoded for another caller, or what <paramref name="decode"/> gives. A failure goes to all who wait for it and is not kept.</summary>
    /// <param name="cid">The image's CID.</param>
    /// <param name="decode">Fetches and decodes it. It takes no token, since several callers may wait for it.</param>
    /// <param name="cancellationToken">Ends this caller's wait alone.</param>
    public Task<PixelImage> GetOrAddAsync(string cid, Func<Task<PixelImage>> decode, CancellationToken cancellationToken = default)
    {
        LinkedListNode<Entry>? node;
        lock (_gate)
        {
            if (_entries.TryGetValue(cid, out node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }
            else
            {
                node = _byUse.AddFirst(new Entry(cid));
                _entries.Add(cid, node);
                node.Value.Image = Task.Run(() => FillAsync(node, decode), CancellationToken.None);
            }
        }

        return node.Value.Image.WaitAsync(cancellationToken);
    }

    private async Task<PixelImage> FillAsync(LinkedListNode<Entry> node, Func<Task<PixelImage>> decode)
    {
        try
        {
            var image = await decode().ConfigureAwait(false);
            lock (_gate)
            {
                node.Value.Bytes = image.Rgb.Length;
                _bytes += image.Rgb.Length;
                MakeRoom();
            }

            return image;
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
        for (var node = _byUse.Last; node is not null && _bytes > capacity;)
        {
            var newer = node.Previous;
            if (node.Value.Bytes > 0) // One that is still being decoded holds nothing yet.
            {
                Remove(node);
            }

            node = newer;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Cid);
        _byUse.Remove(node);
        _bytes -= node.Value.Bytes;
    }

    private sealed class Entry(string cid)
    {
        public string Cid { get; } = cid;

        public long Bytes { get; set; }

        public Task<PixelImage> Image { get; set; } = null!;
    }
}
