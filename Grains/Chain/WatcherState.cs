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

    /// <summary>Events told at fewer confirmations than required; told again with each new block until they have them.</summary>
    [Id(2)] public IReadOnlyList<UnconfirmedEvent> Unconfirmed { get; init; } = [];

    [Id(3)] public DateTimeOffset? ResetAt { get; init; }
}

/// <summary>A block by number and hash: after a reorg the number alone names another block.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.BlockReference")]
public sealed record BlockReference(long Number, string Hash)
{
    public static BlockReference Of(BlockHeader block) => new(block.Number, block.Hash.ToString());
}

/// <summary>A registering event that waits for its confirmations.</summary>
/// <param name="Cid">The image it belongs to.</param>
/// <param name="Registration">As the image was last told.</param>
[GenerateSerializer, Immutable, Alias("pathochain.UnconfirmedEvent")]
public sealed record UnconfirmedEvent(string Cid, Registration Registration);
