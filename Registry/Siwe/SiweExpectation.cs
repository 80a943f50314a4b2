namespace PathoChain.Registry.Siwe;

/// <summary>What a message must say so that it signs in here.</summary>
/// <param name="Domain">Host, and port if it is not the scheme's own, of our page: the browser's <c>location.host</c>.</param>
/// <param name="Uri">The URI that our page puts into the message.</param>
/// <param name="ChainId">The chain of this installation.</param>
public sealed record SiweExpectation(string Domain, string Uri, long ChainId);
