namespace PathoChain.Registry.Siwe;

/// <summary>Remembers the nonces that were given to people who want to sign in.</summary>
public interface ISiweNonceStore
{
    /// <summary>Uses a nonce up.</summary>
    /// <returns>True for one caller only, and only if the nonce was given out, not too long ago, and not used.</returns>
    Task<bool> TryConsumeAsync(string nonce, CancellationToken cancellationToken = default);
}
