using PathoChain.Libvips;

namespace PathoChain.Content;

/// <summary>What the readers of file structures have to refuse.</summary>
internal static class Refusals
{
    public static IntakeException Truncated(ImageFormat format, int length) => new(
        IntakeProblem.TruncatedImage, $"The {format} file breaks off: its {length} bytes are not all of the image; copy or upload it again.");

    public static IntakeException Corrupt(ImageFormat format, string finding) => new(
        IntakeProblem.CorruptImage, $"The {format} file is broken: {finding}; export the image again.");

    public static IntakeException Trailing(ImageFormat format, int bytes) => new(
        IntakeProblem.TrailingBytes, $"{bytes} bytes follow the end of the {format} image and might hold anything; export the image again, alone.");
}
