namespace PathoChain.Content;

/// <summary>The blocks of one image in a store; what is missing or damaged there is brought back from the pinning services, once, unless the image is erased.</summary>
internal sealed class RestoringBlocks(Cid image, LocalBlockStore store, PinningServices pinning) : IBlockSource
{
    private bool _isTried;

    public async Task<byte[]> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.GetAsync(cid, cancellationToken);
        }
        catch (BlockStoreException lost) when (!_isTried && pinning.Names.Count > 0 && !store.IsBuried(image))
        {
            _isTried = true;
            return await pinning.RestoreAsync(image, store, cancellationToken) is { } reason
                ? throw new BlockStoreException(lost.Problem, $"{lost.Message} It could not be brought back: {reason}", lost)
                : await store.GetAsync(cid, cancellationToken);
        }
    }
}
