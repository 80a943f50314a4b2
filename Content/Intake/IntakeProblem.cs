namespace PathoChain.Content;

/// <summary>Why an upload was refused.</summary>
public enum IntakeProblem
{
    EmptyFile,
    FileTooLarge,
    UnsupportedFormat,
    TruncatedImage,
    TooManyPixels,
    TrailingBytes,
    CorruptImage,
}
