namespace PathoChain.Content;

/// <summary>Reads the outer structure of a file format: enough to bound an image before any decoder sees it.</summary>
internal interface IImageFile
{
    /// <exception cref="IntakeException">The file ends before its header does, or the header is broken.</exception>
    ImageSize ReadSize(ReadOnlySpan<byte> file);

    /// <summary>Checks that the file holds one whole image and nothing after it.</summary>
    /// <exception cref="IntakeException">The file is truncated, broken, or goes on after its image.</exception>
    void RequireWhole(ReadOnlySpan<byte> file);

    /// <summary>What a decoder needs of a whole file; the rest would only cost it memory and time.</summary>
    ReadOnlyMemory<byte> ForDecoder(ReadOnlyMemory<byte> file) => file;
}

/// <summary>Dimensions as a header claims them: each at most 2³²−1, so that their product fits.</summary>
internal readonly record struct ImageSize(long Width, long Height);
