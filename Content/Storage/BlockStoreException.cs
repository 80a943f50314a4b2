namespace PathoChain.Content;

/// <summary>What is the matter with a block.</summary>
public enum BlockProblem
{
    /// <summary>The store does not hold it.</summary>
    Missing,

    /// <summary>Its bytes do not hash to its CID.</summary>
    Wrong,

    /// <summary>It is longer than any block may be.</summary>
    TooLarge,
}

/// <summary>A block was refused or cannot be had; the message names its CID.</summary>
public sealed class BlockStoreException(BlockProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    public BlockProblem Problem { get; } = problem;
}
