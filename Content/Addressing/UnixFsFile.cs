using System.Runtime.CompilerServices;

namespace PathoChain.Content;

/// <summary>Cuts a file into blocks and puts it together again, so that its CID is the one every IPFS tool gives it under the same profile.</summary>
internal static class UnixFsFile
{
    /// <summary>Levels above the leaves that are followed; the profile needs three only beyond 1 TiB.</summary>
    private const int MaxDepth = 3;

    /// <summary>The blocks of a file, children before parents; the last one is the root. A file of one chunk is one raw block.</summary>
    public static IEnumerable<Block> Split(ReadOnlyMemory<byte> file, UnixFsProfile profile)
    {
        var level = new List<FileLink>();
        for (var rest = file; level.Count == 0 || !rest.IsEmpty;)
        {
            var leaf = rest[..Math.Min(profile.ChunkBytes, rest.Length)];
            var cid = Cid.Of(CidCodec.Raw, leaf.Span);
            level.Add(new(cid, leaf.Length, leaf.Length));
            yield return new(cid, leaf);
            rest = rest[leaf.Length..];
        }

        while (level.Count > 1)
        {
            var parents = new List<FileLink>();
            foreach (var children in level.Chunk(profile.MaxLinks))
            {
                var node = new FileNode(children);
                var bytes = node.Encode();
                var cid = Cid.Of(CidCodec.DagPb, bytes);
                parents.Add(new(cid, node.FileBytes, bytes.Length + children.Sum(child => child.TotalBytes)));
                yield return new(cid, bytes);
            }

            level = parents;
        }
    }

    /// <summary>The leaves of a file, in their order, from a source that verifies each block; one at a time is held.</summary>
    /// <exception cref="InvalidDataException">The blocks are no file of the profile.</exception>
    /// <exception cref="BlockStoreException">A block is missing or wrong.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> LeavesAsync(
        Cid root, IBlockSource blocks, UnixFsProfile profile, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var block = await blocks.GetAsync(root, cancellationToken);
        if (root.Codec == CidCodec.Raw)
        {
            yield return block;
            yield break;
        }

        await foreach (var leaf in BelowAsync(FileNode.Decode(block), blocks, profile, depth: 1, cancellationToken))
        {
            yield return leaf;
        }
    }

    /// <summary>What of a file's blocks can still be found, children before parents, so that a removal that was interrupted can be taken up again. Those below a damaged one cannot.</summary>
    /// <exception cref="InvalidDataException">A block that names others is no such node.</exception>
    public static async IAsyncEnumerable<Cid> CidsAsync(Cid root, IBlockSource blocks, [EnumeratorCancellation] CancellationToken cancellationToken, int depth = 0)
    {
        if (root.Codec == CidCodec.DagPb && depth < MaxDepth && await blocks.FindAsync(root, cancellationToken) is { } block)
        {
            foreach (var (child, _, _) in FileNode.Decode(block).Links)
            {
                await foreach (var cid in CidsAsync(child, blocks, cancellationToken, depth + 1))
                {
                    yield return cid;
                }
            }
        }

        yield return root;
    }

    /// <summary>Reads a file from a source that verifies each block; no more than <paramref name="maxBytes"/> are allocated.</summary>
    /// <exception cref="InvalidDataException">The blocks are no file of the profile, or the file is too long.</exception>
    /// <exception cref="BlockStoreException">A block is missing or wrong.</exception>
    public static async Task<byte[]> ReadAsync(
        Cid root, IBlockSource blocks, UnixFsProfile profile, long maxBytes, CancellationToken cancellationToken)
    {
        var block = await blocks.GetAsync(root, cancellationToken);
        if (root.Codec == CidCodec.Raw)
        {
            return block;
        }

        var node = FileNode.Decode(block);
        if (node.FileBytes > maxBytes)
        {
            throw new InvalidDataException($"{root} is a file of {node.FileBytes} bytes; at most {maxBytes} are read.");
        }

        var file = new byte[node.FileBytes];
        var rest = file.AsMemory();
        await foreach (var leaf in BelowAsync(node, blocks, profile, depth: 1, cancellationToken))
        {
            leaf.CopyTo(rest);
            rest = rest[leaf.Length..];
        }

        return file;
    }

    /// <summary>The leaves below a node, which are as many bytes as it says.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> BelowAsync(
        FileNode parent, IBlockSource blocks, UnixFsProfile profile, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (index, (cid, length, _)) in parent.Links.Index())
        {
            var block = await blocks.GetAsync(cid, cancellationToken);
            if (cid.Codec == CidCodec.DagPb && depth < MaxDepth && FileNode.Decode(block) is var inner && inner.FileBytes == length)
            {
                await foreach (var leaf in BelowAsync(inner, blocks, profile, depth + 1, cancellationToken))
                {
                    yield return leaf;
                }
            }
            else if (cid.Codec == CidCodec.Raw && block.Length == length && (index == parent.Links.Count - 1 || length == profile.ChunkBytes))
            {
                yield return block;
            }
            else
            {
                throw new InvalidDataException($"Block {cid} is not the {length} bytes of the file that its parent says.");
            }
        }
    }
}
