namespace PathoChain.Api.Hosting;

/// <summary>Reads bodies into memory as they come: what a client only announces takes none.</summary>
internal static class BoundedBody
{
    /// <summary>All of a body.</summary>
    /// <param name="body">The body, or a part of one.</param>
    /// <param name="admit">Given the bytes that are there with each piece that comes, before it is kept; throws to end the reading.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, Action<long> admit, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            admit(bytes.Length + read);
            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
