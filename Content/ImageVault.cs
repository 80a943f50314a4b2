using System.Security.Cryptography;

namespace PathoChain.Content;

/// <summary>Encrypts clean images into the block store, each under a key of its own, and opens them again; has copies of them kept elsewhere. Thread-safe.</summary>
public sealed class ImageVault(LocalBlockStore store, SiteKey key, PinningServices pinning)
{
    /// <summary>Stores an image durably and reads it back before it answers; where it cannot, nothing of it stays. Storing it again gives another CID: keys are fresh.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task<StoredEnvelope> StoreAsync(CleanImage image, CancellationToken cancellationToken = default)
    {
        var (envelope, blocks, wrapped) = Seal(image);
        var cid = blocks[^1].Cid;
        var stored = new StoredEnvelope(cid, cid.Digest, envelope, wrapped, [.. blocks.Select(block => block.Cid)]);
        try
        {
            foreach (var block in blocks)
            {
                await store.PutAsync(block.Cid, block.Bytes, cancellationToken);
            }

            var opened = await OpenAsync(cid, wrapped, store, cancellationToken);
            return opened.AsSpan().SequenceEqual(image.Png)
                ? stored
                : throw new EnvelopeException($"{cid} does not open to the image that was stored.");
        }
        catch
        {
            Discard(stored);
            throw;
        }
    }

    /// <summary>Removes an image that nobody has been told of. Its key was fresh, so that no other image has a block of it.</summary>
    public void Discard(StoredEnvelope stored)
    {
        foreach (var cid in stored.Blocks)
        {
            store.Remove(cid);
        }
    }

    /// <inheritdoc cref="IPinningService.PinAsync"/>
    /// <param name="service">Name of the pinning service.</param>
    public Task PinAsync(string service, Cid cid, CancellationToken cancellationToken) => pinning.PinAsync(service, cid, store, cancellationToken);

    /// <summary>Removes the blocks of an image for good, so that none comes back from a copy, in whatever number they are left. Those that a damaged one named stay; nothing names, or opens, them any more.</summary>
    /// <exception cref="InvalidDataException">The blocks are no file.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task EraseAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        if (pinning.Names.Count > 0)
        {
            store.Bury(cid);
        }

        await foreach (var block in UnixFsFile.CidsAsync(cid, store, cancellationToken))
        {
            store.Remove(block);
        }
    }

    /// <summary>An envelope as it is stored, encrypted, part by part; each part is verified before it is given. Lost blocks are brought back from where copies are kept.</summary>
    /// <exception cref="BlockStoreException">A block is missing or wrong.</exception>
    /// <exception cref="InvalidDataException">The blocks are no file.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadEncryptedAsync(Cid cid, CancellationToken cancellationToken = default) => UnixFsFile.LeavesAsync(cid, Blocks(cid), UnixFsProfile.V1Of2025, cancellationToken);

    /// <summary>Fetches an envelope, verifying each block, and decrypts it. Lost blocks are brought back from where copies are kept.</summary>
    /// <returns>The clean PNG.</returns>
    /// <exception cref="BlockStoreException">A block is missing or wrong.</exception>
    /// <exception cref="EnvelopeException">The blocks are no envelope, or the key is not its own.</exception>
    public Task<byte[]> OpenAsync(Cid cid, WrappedDek wrappedKey, CancellationToken cancellationToken = default) => OpenAsync(cid, wrappedKey, Blocks(cid), cancellationToken);

    private async Task<byte[]> OpenAsync(Cid cid, WrappedDek wrappedKey, IBlockSource blocks, CancellationToken cancellationToken)
    {
        var envelope = await ReadAsync(cid, blocks, cancellationToken);
        Span<byte> dek = stackalloc byte[Envelope.KeyBytes];
        try
        {
            key.Unwrap(wrappedKey, cid, dek);
            return Envelope.Open(envelope, dek);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dek);
        }
    }

    private (long EnvelopeBytes, List<Block> Blocks, WrappedDek Wrapped) Seal(CleanImage image)
    {
        Span<byte> dek = stackalloc byte[Envelope.KeyBytes];
        try
        {
            RandomNumberGenerator.Fill(dek);
            var envelope = Envelope.Seal(image.Png, key.KeyIdBytes, dek);
            var blocks = UnixFsFile.Split(envelope, UnixFsProfile.V1Of2025).ToList();
            return (envelope.Length, blocks, key.Wrap(dek, blocks[^1].Cid));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dek);
        }
    }

    private RestoringBlocks Blocks(Cid cid) => new(cid, store, pinning);

    private static async Task<byte[]> ReadAsync(Cid cid, IBlockSource blocks, CancellationToken cancellationToken)
    {
        try
        {
            return await UnixFsFile.ReadAsync(cid, blocks, UnixFsProfile.V1Of2025, Envelope.MaxBytes, cancellationToken);
        }
        catch (InvalidDataException foreign)
        {
            throw new EnvelopeException($"{cid} is no envelope: {foreign.Message}", foreign);
        }
    }
}
