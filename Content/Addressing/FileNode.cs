using System.Security.Cryptography;

namespace PathoChain.Content;

/// <summary>A child of a <see cref="FileNode"/>.</summary>
/// <param name="Cid">The child's block.</param>
/// <param name="FileBytes">Bytes of the file below it, at least 1.</param>
/// <param name="TotalBytes">Bytes of all blocks from it down (Tsize).</param>
internal readonly record struct FileLink(Cid Cid, long FileBytes, long TotalBytes);

/// <summary>An inner node of a UnixFS file: a dag-pb block (IPLD dag-pb specification) whose data is a UnixFS message of type File.</summary>
/// <remarks>
/// Written by hand because dag-pb wants its fields out of order (Links, number 2, before Data, number 1) and UnixFS wants unpacked
/// block sizes: protobuf libraries write neither, and the CID depends on every byte.
/// </remarks>
internal sealed record FileNode(IReadOnlyList<FileLink> Links)
{
    private const int NodeLinks = 2;
    private const int NodeData = 1;
    private const int LinkHash = 1;
    private const int LinkName = 2;
    private const int LinkTotalBytes = 3;
    private const int DataType = 1;
    private const int DataFileBytes = 3;
    private const int DataBlockBytes = 4;
    private const int TypeFile = 2;

    public long FileBytes => Links.Sum(link => link.FileBytes);

    public byte[] Encode()
    {
        var node = new ProtobufWriter();
        var data = new ProtobufWriter();
        data.WriteNumber(DataType, TypeFile);
        data.WriteNumber(DataFileBytes, FileBytes);
        foreach (var link in Links)
        {
            var child = new ProtobufWriter();
            child.WriteBytes(LinkHash, link.Cid.ToByteArray());
            child.WriteBytes(LinkName, []);
            child.WriteNumber(LinkTotalBytes, link.TotalBytes);
            node.WriteBytes(NodeLinks, child.Written);
            data.WriteNumber(DataBlockBytes, link.FileBytes);
        }

        node.WriteBytes(NodeData, data.Written);
        return node.Written.ToArray();
    }

    /// <summary>Reads a node; accepts exactly the bytes that <see cref="Encode"/> writes.</summary>
    /// <exception cref="InvalidDataException">The block is no such node.</exception>
    public static FileNode Decode(ReadOnlySpan<byte> block)
    {
        var heads = new List<(Cid Cid, long TotalBytes)>();
        var sizes = new List<long>();
        for (var node = new ProtobufReader(block); !node.AtEnd;)
        {
            if (node.TryReadBytes(NodeLinks, out var link))
            {
                heads.Add(DecodeLink(link));
                continue;
            }

            var data = new ProtobufReader(node.ReadBytes(NodeData));
            _ = data.ReadNumber(DataType);
            for (_ = data.ReadNumber(DataFileBytes); !data.AtEnd;)
            {
                sizes.Add(data.ReadNumber(DataBlockBytes));
            }
        }

        if (heads.Count == 0 || heads.Count != sizes.Count || sizes.Any(size => size is < 1 or > int.MaxValue))
        {
            throw new InvalidDataException($"A file node has {heads.Count} links and {sizes.Count} sizes; it needs as many of both, of 1 byte or more each.");
        }

        var decoded = new FileNode([.. heads.Zip(sizes, (head, size) => new FileLink(head.Cid, size, head.TotalBytes))]);
        return decoded.Encode().AsSpan().SequenceEqual(block)
            ? decoded
            : throw new InvalidDataException("A file node is not in canonical form.");
    }

    private static (Cid Cid, long TotalBytes) DecodeLink(ReadOnlySpan<byte> bytes)
    {
        var link = new ProtobufReader(bytes);
        if (!Cid.TryRead(link.ReadBytes(LinkHash), out var cid))
        {
            throw new InvalidDataException($"A link is no CIDv1 with {nameof(SHA256)} and codec raw or dag-pb.");
        }

        _ = link.ReadBytes(LinkName);
        return (cid, link.ReadNumber(LinkTotalBytes));
    }
}
