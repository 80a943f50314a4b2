using System.Security.Cryptography;

namespace PathoChain.Content;

/// <summary>Encrypts clean images into the block store, each under a key of its own, and opens them again. Thread-safe.</summary>
public sealed class ImageVault(LocalBlockStore store, SiteKey key)
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

            var opened = await OpenAsync(cid, wrapped, cancellationToken);
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

    /// <summary>Removes the blocks of an image for good, in whatever number they are left. Those that a damaged one named stay; nothing names, or opens, them any more.</summary>
    /// <exception cref="InvalidDataException">The blocks are no file.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task EraseAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        await foreach (var block in UnixFsFile.CidsAsync(cid, store, cancellationToken))
        {
            store.Remove(block);
        }
    }

    /// <summary>An envelope as it is stored, encrypted, part by part; each part is verified before it is given.</summary>
    /// <exception cref="BlockStoreException">A block is missing or wrong.</exception>
    /// <exception cref="InvalidDataException">The blocks are no file.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadEncryptedAsync(Cid cid, CancellationToken cancellationToken = default) => UnixFsFile.LeavesAsync(cid, store, UnixFsProfile.V1Of2025, cancellationToken);

    /// <summary>Fetches an envelope, verifying each block, and decrypts it.</summary>
    /// <returns>The clean PNG.</returns>
    /// <exception cref="BlockStoreException">A block is missing or wrong.</exception>
    /// <exception cref="EnvelopeException">The blocks are no envelope, or the key is not its own.</exception>
    public async Task<byte[]> OpenAsync(Cid cid, WrappedDek wrappedKey, CancellationToken cancellationToken = default)
    {
        var envelope = await ReadAsync(cid, cancellationToken);
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

    private async Task<byte[]> ReadAsync(Cid cid, CancellationToken cancellationToken)
    {
        try
        {
            return await UnixFsFile.ReadAsync(cid, store, UnixFsProfile.V1Of2025, Envelope.MaxBytes, cancellationToken);
        }
        catch (InvalidDataException foreign)
        {
            throw new EnvelopeException($"{cid} is no envelope: {foreign.Message}", foreign);
        }
    }
}
