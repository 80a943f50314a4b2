namespace PathoChain.Content;

/// <summary>An envelope or its wrapped key cannot be opened: another key, another image, or bytes that were tampered with.</summary>
public sealed class EnvelopeException(string message, Exception? cause = null) : Exception(message, cause);
