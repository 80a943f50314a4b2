using PathoChain.Content;
using PathoChain.Grains.Chain;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

/// <summary>Images that remember what they were told.</summary>
internal sealed class ToldImages(params Hash32[] digests) : IFollowedImages
{
    private readonly Dictionary<string, HashSet<string>> _blocks = digests.ToDictionary(CidOf, _ => new HashSet<string>());

    /// <summary>What was told, in its order: the image, what, and the number of the block, or of the page.</summary>
    public List<(string Cid, string What, long Block)> Told { get; } = [];

    /// <summary>Fails a telling, as a silo that is going down does.</summary>
    public bool IsDown { get; set; }

    public static string CidOf(Hash32 digest) => Cid.FromDigest(CidCodec.Raw, digest.ToBytes()).ToString();

    /// <summary>The blocks that an image goes by.</summary>
    public IReadOnlySet<string> BlocksOf(Hash32 digest) => _blocks[CidOf(digest)];

    public Task<bool> ExistsAsync(string cid) => Task.FromResult(_blocks.ContainsKey(cid));

    public Task<IReadOnlySet<(string Cid, string BlockHash)>> SeenAsync(IEnumerable<(string Cid, Registration Registration)> seen)
    {
        foreach (var (cid, registration) in seen)
        {
            Tell(cid, "seen", registration.BlockNumber);
            _blocks[cid].Add(registration.BlockHash);
        }

        return Task.FromResult<IReadOnlySet<(string Cid, string BlockHash)>>(new HashSet<(string Cid, string BlockHash)>());
    }

    public Task DeepenedAsync(WatchedBlock block, int required)
    {
        block.Cids.ToList().ForEach(cid => Tell(cid, $"{block.Confirmations} of {required}", block.Number));
        return Task.CompletedTask;
    }

    public Task LostAsync(WatchedBlock block)
    {
        foreach (var cid in block.Cids)
        {
            Tell(cid, "lost", block.Number);
            _blocks[cid].Remove(block.Hash);
        }

        return Task.CompletedTask;
    }

    /// <summary>Each image has a page of its own.</summary>
    public Task<bool> ReplacedAsync(int page)
    {
        var (cid, blocks) = _blocks.ElementAt(page);
        Tell(cid, "replaced", page);
        blocks.Clear();
        return Task.FromResult(page < _blocks.Count - 1);
    }

    private void Tell(string cid, string what, long block)
    {
        if (IsDown)
        {
            throw new TimeoutException("The image's silo is going down.");
        }

        Told.Add((cid, what, block));
    }
}
