namespace PathoChain.Content;

/// <summary>How a file is named by its content, as every IPFS tool does it under profile <c>unixfs-v1-2025</c> (IPIP-0499).</summary>
public static class ContentAddress
{
    /// <summary>The CID of a file: of up to 1 MiB that of its one raw block, beyond that of the root of its UnixFS tree.</summary>
    public static Cid Of(ReadOnlyMemory<byte> file) => UnixFsFile.Split(file, UnixFsProfile.V1Of2025).Last().Cid;
}
