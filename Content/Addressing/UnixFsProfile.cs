namespace PathoChain.Content;

/// <summary>What makes a file's CID reproducible (IPIP-0499).</summary>
/// <param name="ChunkBytes">Length of every leaf but the last.</param>
/// <param name="MaxLinks">Most children of a node.</param>
internal sealed record UnixFsProfile(int ChunkBytes, int MaxLinks)
{
    /// <summary><c>unixfs-v1-2025</c>: CIDv1, SHA-256, chunks of 1 MiB, balanced, 1024 links, raw leaves, no mode or time.</summary>
    public static UnixFsProfile V1Of2025 { get; } = new(ChunkBytes: 1 << 20, MaxLinks: 1024);
}
