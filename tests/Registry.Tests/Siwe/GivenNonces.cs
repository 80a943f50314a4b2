using PathoChain.Registry.Siwe;

namespace PathoChain.Registry.Tests.Siwe;

/// <summary>Nonces that were given out, each good once.</summary>
internal sealed class GivenNonces(params IEnumerable<string> nonces) : ISiweNonceStore
{
    private readonly HashSet<string> _unused = [.. nonces];

    public IReadOnlyCollection<string> Unused => _unused;

    public Task<bool> TryConsumeAsync(string nonce, CancellationToken cancellationToken = default) => Task.FromResult(_unused.Remove(nonce));
}
