using PathoChain.Content;
using PathoChain.Registry;
using PathoChain.Registry.Merkle;

namespace PathoChain.Grains.Anchoring;

/// <summary>What <see cref="AnchorBatchGrain"/> stores, and what each step makes of it. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.AnchorBatchState")]
public sealed record AnchorBatchState
{
    [Id(0)] public AnchorBatchPhase Phase { get; init; }

    /// <summary>What was added; once the tree is fixed, what is in it.</summary>
    [Id(1)] public IReadOnlyList<string> Cids { get; init; } = [];

    /// <summary>When the first image came.</summary>
    [Id(2)] public DateTimeOffset? OpenedAt { get; init; }

    [Id(3)] public string? Root { get; init; }

    /// <summary>Where the anchor is, once it is final.</summary>
    [Id(4)] public AnchorPlace? Place { get; init; }

    /// <summary>How many of <see cref="Cids"/>, from the first, have their proof.</summary>
    [Id(5)] public int Delivered { get; init; }

    /// <summary>Whether there is anything left to do.</summary>
    internal bool HasWork => Phase is not AnchorBatchPhase.Done && Cids.Count > 0;

    /// <summary>The Merkle tree of these images' digests.</summary>
    public static MerkleTree TreeOf(IEnumerable<string> cids) => MerkleTree.Of([.. cids.Select(DigestOf)]);

    public static Hash32 DigestOf(string cid) => Hash32.FromBytes(Cid.Parse(cid).Digest);

    /// <summary>With one more image; the same if it has it or is closed.</summary>
    /// <param name="cid">The image.</param>
    /// <param name="maxLeaves">Images that close it.</param>
    /// <param name="now">The time.</param>
    public AnchorBatchState With(string cid, int maxLeaves, DateTimeOffset now)
    {
        if (Phase is not AnchorBatchPhase.Open || Cids.Contains(cid))
        {
            return this;
        }

        var more = this with { Cids = [.. Cids, cid], OpenedAt = OpenedAt ?? now };
        return more.Cids.Count < maxLeaves ? more : more with { Phase = AnchorBatchPhase.Closed };
    }

    /// <summary>Closed, if its window is over.</summary>
    public AnchorBatchState ClosedBy(DateTimeOffset now, TimeSpan window) =>
        Phase is AnchorBatchPhase.Open && now - OpenedAt >= window ? this with { Phase = AnchorBatchPhase.Closed } : this;

    /// <summary>With the tree of the images that belong to it; nothing is left to do if none does.</summary>
    public AnchorBatchState FixedWith(IReadOnlyList<string> members) => members.Count == 0
        ? this with { Phase = AnchorBatchPhase.Done, Cids = [] }
        : this with { Phase = AnchorBatchPhase.Fixed, Cids = members, Root = TreeOf(members).Root.ToString() };

    public AnchorBatchState AnchoredAt(AnchorPlace place) => this with { Phase = AnchorBatchPhase.Anchored, Place = place, Delivered = 0 };

    /// <summary>With so many proofs delivered.</summary>
    public AnchorBatchState DeliveredTo(int count) =>
        this with { Delivered = count, Phase = count >= Cids.Count ? AnchorBatchPhase.Done : AnchorBatchPhase.Anchored };

    /// <summary>To be anchored again: the chain was replaced by another one with the same id.</summary>
    public AnchorBatchState Lost() => this with { Phase = AnchorBatchPhase.Fixed, Place = null, Delivered = 0 };
}

/// <summary>Where an anchor is.</summary>
/// <param name="Anchorer">Account that made it, EIP-55.</param>
/// <param name="TransactionHash">The transaction that did.</param>
/// <param name="BlockNumber">Its block.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="BlockTime">That block's time.</param>
[GenerateSerializer, Immutable, Alias("pathochain.AnchorPlace")]
public sealed record AnchorPlace(string Anchorer, string TransactionHash, long BlockNumber, string BlockHash, DateTimeOffset BlockTime);
