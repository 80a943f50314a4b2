namespace PathoChain.Content;

/// <summary>Where blocks can be had. Whatever is given hashes to its CID.</summary>
internal interface IBlockSource
{
    /// <exception cref="BlockStoreException">The block is missing or wrong.</exception>
    Task<byte[]> GetAsync(Cid cid, CancellationToken cancellationToken = default);
}

internal static class BlockSourceExtensions
{
    /// <summary>A block, or <see langword="null"/> if there is no such block, or a damaged one.</summary>
    public static async Task<byte[]?> FindAsync(this IBlockSource blocks, Cid cid, CancellationToken cancellationToken = default)
    {
        try
        {
            return await blocks.GetAsync(cid, cancellationToken);
        }
        catch (BlockStoreException)
        {
            return null;
        }
    }
}
