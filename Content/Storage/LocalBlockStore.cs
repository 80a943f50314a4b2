namespace PathoChain.Content;

/// <summary>
/// Blocks as files in a directory, by CID. A block that was put is on the disk when the call returns; a block that is got has been
/// hashed again. Thread-safe; several stores may share a directory.
/// </summary>
public sealed class LocalBlockStore : IBlockSource
{
    /// <summary>Longest block, 2 MiB, as everywhere in IPFS.</summary>
    public const int MaxBlockBytes = 2 << 20;

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private readonly string _directory;
    private readonly string _temporary;
    private readonly string _erased;

    /// <param name="directory">Created if it is missing. Temporary files that a crash left there are removed.</param>
    public LocalBlockStore(string directory)
    {
        _directory = Path.GetFullPath(directory);
        (_temporary, _erased) = (Path.Combine(_directory, "tmp"), Path.Combine(_directory, "erased"));
        Directory.CreateDirectory(_temporary);
        foreach (var file in new DirectoryInfo(_temporary).EnumerateFiles().Where(file => DateTime.UtcNow - file.LastWriteTimeUtc > AbandonedAfter))
        {
            file.Delete();
        }
    }

    /// <summary>Stores a block durably; storing it again does nothing, unless the stored file is damaged: then it is replaced.</summary>
    /// <exception cref="BlockStoreException">The bytes do not hash to the CID, or are too many.</exception>
    public async Task PutAsync(Cid cid, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        Verify(cid, bytes.Span, "were to be stored as");
        var path = PathOf(cid);
        var shard = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(shard);
        DurableDirectory.Flush(_directory);
        if (await HoldsAsync(path, bytes, cancellationToken))
        {
            // Whoever wrote it may not have come to this yet.
            DurableDirectory.Flush(shard);
            return;
        }

        // fsync blocks its thread whichever way the file is written.
        await Task.Run(() => DurableDirectory.WriteFile(Path.Combine(_temporary, Path.GetRandomFileName()), path, bytes.Span, Mode, overwrite: true), cancellationToken);
    }

    /// <summary>Reads a block and checks that it hashes to its CID.</summary>
    /// <exception cref="BlockStoreException">The block is missing or damaged.</exception>
    public async Task<byte[]> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var file = OpenRead(PathOf(cid));
            if (file.Length > MaxBlockBytes)
            {
                throw TooLarge(cid, file.Length);
            }

            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            Verify(cid, bytes, "are stored as");
            return bytes;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlockStoreException(BlockProblem.Missing, $"Block {cid} is not in the store; restore it from a backup or another node.", missing);
        }
    }

    /// <summary>Notes, durably, that the image of this root is erased, so that nothing brings it back.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Bury(Cid root)
    {
        var grave = Path.Combine(_erased, root.ToString());
        if (!File.Exists(grave))
        {
            Directory.CreateDirectory(_erased);
            DurableDirectory.Flush(_directory);
            DurableDirectory.WriteFile(Path.Combine(_temporary, Path.GetRandomFileName()), grave, content: [], Mode, overwrite: true);
        }
    }

    /// <summary>Stores a block of an image that was lost, unless the image is erased, or is meanwhile.</summary>
    /// <exception cref="BlockStoreException">It is erased, or the bytes do not hash to the CID.</exception>
    public async Task PutBackAsync(Cid root, Cid cid, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        await PutAsync(cid, bytes, cancellationToken);
        if (IsBuried(root))
        {
            Remove(cid); // who erases it may have been past this block
            throw new BlockStoreException(BlockProblem.Missing, $"{root} is erased.");
        }
    }

    /// <summary>Whether the image of this root is erased.</summary>
    public bool IsBuried(Cid root) => File.Exists(Path.Combine(_erased, root.ToString()));

    /// <summary>Removes a block, durably; nothing happens if there is none.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Remove(Cid cid)
    {
        var path = PathOf(cid);
        try
        {
            File.Delete(path);
            DurableDirectory.Flush(Path.GetDirectoryName(path)!);
        }
        catch (DirectoryNotFoundException) when (Directory.Exists(_directory))
        {
        }
    }

    private static FileStream OpenRead(string path) => new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.Asynchronous });

    private static async Task<bool> HoldsAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (new FileInfo(path) is not { Exists: true } stored || stored.Length != bytes.Length)
        {
            return false;
        }

        return (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(bytes.Span);
    }

    /// <exception cref="BlockStoreException">The bytes do not hash to the CID, or are too many.</exception>
    internal static void Verify(Cid cid, ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes.Length > MaxBlockBytes)
        {
            throw TooLarge(cid, bytes.Length);
        }

        var actual = Cid.Of(cid.Codec, bytes);
        if (actual != cid)
        {
            throw new BlockStoreException(BlockProblem.Wrong, $"{bytes.Length} bytes that hash to {actual} {what} {cid}; restore the block from a backup or another node.");
        }
    }

    private static BlockStoreException TooLarge(Cid cid, long length) => new(
        BlockProblem.TooLarge, $"Block {cid} has {length} bytes, more than the {MaxBlockBytes} of any block.");

    /// <summary>The next-to-last characters spread evenly, the first ones are the same in every CID.</summary>
    private string PathOf(Cid cid)
    {
        var name = cid.ToString();
        return Path.Combine(_directory, name[^3..^1], name);
    }
}
