namespace PathoChain.Cli.Verification;

/// <summary>Reads files of strangers.</summary>
internal static class BoundedFile
{
    /// <summary>All of a file.</summary>
    /// <exception cref="EvidenceException">It cannot be read, or is larger.</exception>
    public static byte[] Read(string file, long maxBytes)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > maxBytes)
            {
                throw new EvidenceException($"{file} has {stream.Length} bytes; such a file has at most {maxBytes}.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{file} cannot be read: {exception.Message}", exception);
        }
    }
}
