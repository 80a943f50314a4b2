using PathoChain.Api.Problems;

namespace PathoChain.Api.Uploads;

/// <summary>
/// The <c>Idempotency-Key</c> header: a retried upload ends at the image of the first try. As a header that a plain form cannot
/// send, it also keeps other sites from uploading in a visitor's name.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 128;

    /// <exception cref="ProblemException">The header is missing or is not 1 to 128 visible ASCII characters.</exception>
    public static string Read(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 and <= MaxLength } key] && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(
                Problem.MissingIdempotencyKey,
                $"Send one {Header} header of 1 to {MaxLength} visible ASCII characters, such as a random UUID, and the same one when you retry.");
}
