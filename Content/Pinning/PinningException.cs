namespace PathoChain.Content;

/// <summary>A pinning service did not do what it was asked. The message names the service and is fit for clients.</summary>
/// <param name="message">What happened, and what to look at.</param>
/// <param name="retryAfter">How long the service wants to be left alone, where it says so.</param>
/// <param name="cause">Why, where another error says more.</param>
public sealed class PinningException(string message, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(message, cause)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the service was asked; else it was its turn not yet.</summary>
    public bool WasAsked { get; init; } = true;
}
