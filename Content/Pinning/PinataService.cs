namespace PathoChain.Content;

/// <summary>
/// The pinning service Pinata. An envelope is there one file, named with the CID that it has here. How Pinata cuts files up is not known, so that the CID it
/// has there may be another; that the bytes are the same is what counts.
/// </summary>
public sealed class PinataService : IPinningService, IDisposable
{
    /// <summary>How often an image's files are deleted and looked for again.</summary>
    private const int UnpinRounds = 5;

    private readonly PinataApi _api;

    /// <param name="http">Sends the requests. It should follow no redirects, and have no timeout of its own: a large image takes minutes.</param>
    /// <param name="options">The account.</param>
    /// <exception cref="ArgumentException">The options name no account.</exception>
    public PinataService(HttpClient http, PinataOptions options)
        : this(http, options, TimeSpan.FromSeconds(30))
    {
    }

    internal PinataService(HttpClient http, PinataOptions options, TimeSpan timeout) => _api = new(http, options, timeout);

    public string Name => "pinata";

    public async Task PinAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken = default)
    {
        var file = await FindAsync(cid, cancellationToken) ?? await UploadAsync(cid, store, cancellationToken);
        if (ContentAddress.Of(await _api.ReadAsync(file, cancellationToken)) != cid)
        {
            throw await RemoveAsync(cid, file, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is read back: a free account has 60 requests a minute, and is asked for every image time and again.</remarks>
    public async Task<bool> HoldsAsync(Cid cid, CancellationToken cancellationToken = default) => await FindAsync(cid, cancellationToken) is { Cid: not null };

    public async Task UnpinAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        for (var round = 0; round < UnpinRounds; round++)
        {
            if (!await DeleteAsync(cid, isPending: false, cancellationToken) && !await DeleteAsync(cid, isPending: true, cancellationToken))
            {
                return;
            }
        }

        throw _api.Failed("delete", $"{cid} was deleted {UnpinRounds} times and is still listed.");
    }

    public async Task RestoreAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken = default)
    {
        var file = await FindAsync(cid, cancellationToken) ?? throw new BlockStoreException(BlockProblem.Missing, $"{cid} is not among the files at {Name}.");
        var blocks = UnixFsFile.Split(await _api.ReadAsync(file, cancellationToken), UnixFsProfile.V1Of2025).ToList();
        if (blocks[^1].Cid != cid)
        {
            throw new BlockStoreException(BlockProblem.Wrong, $"{file.Id} at {Name} has the name {cid}, but its bytes are {blocks[^1].Cid}.");
        }

        foreach (var block in Enumerable.Reverse(blocks))
        {
            await store.PutBackAsync(cid, block.Cid, block.Bytes, cancellationToken);
        }
    }

    public void Dispose() => _api.Dispose();

    private async Task<PinataFile> UploadAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken)
    {
        var length = await EnvelopeContent.LengthAsync(cid, store, cancellationToken);
        return await _api.UploadAsync(cid.ToString(), length, () => new EnvelopeContent(cid, length, store), cancellationToken);
    }

    /// <summary>An image's file, if possible one that can be read already.</summary>
    private async Task<PinataFile?> FindAsync(Cid cid, CancellationToken cancellationToken)
    {
        PinataFile? found = null;
        await foreach (var file in _api.ListAsync(_api.Network, cid.ToString(), isPending: false, cancellationToken))
        {
            found = file;
            if (file.Cid is not null)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Deletes the files of an image, also those of another <see cref="PinataOptions.Network"/> of before.</summary>
    /// <returns>Whether there were any.</returns>
    private async Task<bool> DeleteAsync(Cid cid, bool isPending, CancellationToken cancellationToken)
    {
        var wasThere = false;
        foreach (var network in (string[])[_api.Network, _api.Network is PinataOptions.Public ? PinataOptions.Private : PinataOptions.Public])
        {
            foreach (var file in await _api.ListAsync(network, cid.ToString(), isPending, cancellationToken).ToListAsync(cancellationToken))
            {
                await _api.DeleteAsync(file, cancellationToken);
                wasThere = true;
            }
        }

        return wasThere;
    }

    private async Task<PinningException> RemoveAsync(Cid cid, PinataFile file, CancellationToken cancellationToken)
    {
        var why = $"the bytes of the file {file.Id} are not those of {cid}";
        try
        {
            await _api.DeleteAsync(file, cancellationToken);
            return _api.Failed("read", $"{why}. It was deleted there.");
        }
        catch (PinningException kept)
        {
            return _api.Failed("read", $"{why}, and it could not be deleted: {kept.Message}", kept);
        }
    }
}
