using System.Net;

namespace PathoChain.Content;

/// <summary>An envelope as the body of a request: read from the store as it is sent, one block at a time.</summary>
internal sealed class EnvelopeContent(Cid cid, long length, LocalBlockStore store) : HttpContent
{
    /// <summary>Length of a stored envelope, as its root says.</summary>
    /// <exception cref="BlockStoreException">The root is missing or wrong.</exception>
    /// <exception cref="InvalidDataException">It is the root of no file.</exception>
    public static async Task<long> LengthAsync(Cid cid, LocalBlockStore store, CancellationToken cancellationToken)
    {
        var root = await store.GetAsync(cid, cancellationToken);
        return cid.Codec == CidCodec.Raw ? root.Length : FileNode.Decode(root).FileBytes;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await foreach (var leaf in UnixFsFile.LeavesAsync(cid, store, UnixFsProfile.V1Of2025, cancellationToken))
        {
            await stream.WriteAsync(leaf, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
