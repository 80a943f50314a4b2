namespace PathoChain.Cli.Verification;

/// <summary>A file that was given cannot be read, or is no evidence; the message names it and the fix.</summary>
internal sealed class EvidenceException(string message, Exception? cause = null) : Exception(message, cause);
