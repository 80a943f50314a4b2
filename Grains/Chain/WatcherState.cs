using PathoChain.Registry;

namespace PathoChain.Grains.Chain;

/// <summary>What <see cref="RegistryWatcherGrain"/> stores. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.WatcherState")]
public sealed record WatcherState
{
    /// <summary>Hash of block 0: tells a devnet that was restarted from the chain that was followed.</summary>
    [Id(0)] public string? Genesis { get; init; }

    /// <summary>Last block whose events every image was told of; <see langword="null"/> before the first.</summary>
    [Id(1)] public BlockReference? Cursor { get; init; }

    /// <summary>What earlier versions stored of events without all their confirmations; <see cref="Watched"/> holds them now.</summary>
    [Id(2)] public IReadOnlyList<UnconfirmedEvent> Unconfirmed { get; init; } = [];

    [Id(3)] public DateTimeOffset? ResetAt { get; init; }

    /// <summary>Blocks before the cursor at growing distances, newest first: see <see cref="Chain.Checkpoints"/>.</summary>
    [Id(4)] public IReadOnlyList<BlockReference> Checkpoints { get; init; } = [];

    /// <summary>Blocks with events of our images that are not final yet.</summary>
    [Id(5)] public IReadOnlyList<WatchedBlock> Watched { get; init; } = [];

    /// <summary>
    /// Page of the site's list, from 0, whose images are to be told next that their chain, or its registry, was replaced by another one; <see langword="null"/> once all were.
    /// </summary>
    [Id(6)] public int? UntoldPage { get; init; }

    /// <summary>Address of the registry that was followed; <see langword="null"/> in a state of earlier versions, which did not keep it.</summary>
    [Id(7)] public string? Contract { get; init; }
}

/// <summary>A block by number and hash: after a reorg the number alone names another block.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.BlockReference")]
public sealed record BlockReference(long Number, string Hash)
{
    public static BlockReference Of(BlockHeader block) => new(block.Number, block.Hash.ToString());
}

/// <summary>A block with events that images go by, and what these were last told of its depth.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Cids">The images.</param>
/// <param name="Confirmations">As they were told; -1 while they may not have been told of their event.</param>
/// <param name="Finality">As they were told.</param>
[GenerateSerializer, Immutable, Alias("pathochain.WatchedBlock")]
public sealed record WatchedBlock(long Number, string Hash, IReadOnlyList<string> Cids, int Confirmations, Finality Finality);

/// <summary>A registering event that waits for its confirmations.</summary>
/// <param name="Cid">The image it belongs to.</param>
/// <param name="Registration">As the image was last told.</param>
[GenerateSerializer, Immutable, Alias("pathochain.UnconfirmedEvent")]
public sealed record UnconfirmedEvent(string Cid, Registration Registration);
