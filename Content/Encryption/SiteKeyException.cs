namespace PathoChain.Content;

/// <summary>A site key file cannot be used; the message says how to put it right.</summary>
public sealed class SiteKeyException(string message, Exception? inner = null) : Exception(message, inner);
