using Orleans.Concurrency;

namespace PathoChain.Grains;

/// <summary>Collects a site's images into batches whose Merkle roots are anchored on the chain, keyed by the site's name.</summary>
[Alias("pathochain.IAnchorGrain")]
public interface IAnchorGrain : IGrainWithStringKey
{
    /// <summary>
    /// Adds an image to the batch that is open and answers its number. An image belongs to the batch whose number it stores: of one that was added and
    /// then lost in a crash, nothing is left in the tree.
    /// </summary>
    [Alias("Add")]
    Task<int> AddAsync(string cid);
}

/// <summary>One batch, keyed <c>{site}/{number}</c>, from its first image until each image has its proof.</summary>
[Alias("pathochain.IAnchorBatchGrain")]
public interface IAnchorBatchGrain : IGrainWithStringKey
{
    /// <summary>Adds an image unless it is there; false if the batch is closed.</summary>
    [Alias("TryAdd")]
    Task<bool> TryAddAsync(string cid);

    /// <summary>How far the batch is.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<AnchorBatchStatus> GetAsync();
}

/// <summary>How far a batch is.</summary>
/// <param name="Phase">Where it is on its way.</param>
/// <param name="Cids">Its images; while it is open or closed, those that may be in it.</param>
/// <param name="Root">Root of the Merkle tree, once it is known.</param>
/// <param name="Delivered">Images that have their proof.</param>
/// <param name="Problem">Why it stands still, or <see langword="null"/> while it goes well.</param>
[GenerateSerializer, Immutable, Alias("pathochain.AnchorBatchStatus")]
public sealed record AnchorBatchStatus(AnchorBatchPhase Phase, IReadOnlyList<string> Cids, string? Root, int Delivered, string? Problem);

/// <summary>Where a batch is on its way. Numbers are stored: add, never renumber.</summary>
[GenerateSerializer, Alias("pathochain.AnchorBatchPhase")]
public enum AnchorBatchPhase
{
    /// <summary>It takes images.</summary>
    Open = 0,

    /// <summary>It takes no more; each image is asked whether it belongs to it.</summary>
    Closed = 1,

    /// <summary>The tree is fixed, and its root is being anchored.</summary>
    Fixed = 2,

    /// <summary>The anchor is final, and the images get their proofs.</summary>
    Anchored = 3,

    /// <summary>Each image has its proof.</summary>
    Done = 4,
}
