using System.Buffers;
using PathoChain.Api.Problems;

namespace PathoChain.Api.Hosting;

/// <summary>A signature as requests give it: 0x and hex digits.</summary>
internal static class SignatureText
{
    /// <summary>Bytes that are taken: a relayed call that waits is kept in the relay's state.</summary>
    public const int MaxBytes = 2 * 1024;

    /// <exception cref="ProblemException">It is missing, longer, or something else.</exception>
    public static byte[] Read(string? text)
    {
        var bytes = new byte[text is ['0', 'x', ..] && text.Length <= 2 + (2 * MaxBytes) ? (text.Length - 2) / 2 : 0];
        return bytes.Length > 0 && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) is OperationStatus.Done
            ? bytes
            : throw new ProblemException(Problem.BadRequest, $"signature is not 0x and the hex digits of at most {MaxBytes} bytes.");
    }
}
