namespace PathoChain.Cli.Verification;

/// <summary>Reads files of strangers.</summary>
internal static class BoundedFile
{
    /// <summary>All of a file, or of a pipe.</summary>
    /// <exception cref="EvidenceException">It cannot be read, or is larger.</exception>
    public static ReadOnlyMemory<byte> Read(string file, int maxBytes)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                content.Write(buffer.AsSpan(..read));
                if (content.Length > maxBytes)
                {
                    throw new EvidenceException($"{file} has more than {maxBytes} bytes, which such a file has at most.");
                }
            }

            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EvidenceException($"'{file}' cannot be read: {exception.Message}", exception);
        }
    }
}
