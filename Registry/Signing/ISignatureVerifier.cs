namespace PathoChain.Registry.Signing;

/// <summary>Says whether a signature is an account's.</summary>
public interface ISignatureVerifier
{
    /// <summary>Whether <paramref name="account"/> signed <paramref name="hash"/>.</summary>
    /// <param name="account">Who should have signed.</param>
    /// <param name="hash">What a wallet hashed: of <see cref="PersonalMessage"/> or <see cref="TypedData"/>.</param>
    /// <param name="signature">As the wallet gave it.</param>
    /// <param name="cancellationToken">Stops waiting for others who have to be asked.</param>
    Task<SignatureVerdict> VerifyAsync(Address account, Hash32 hash, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken = default);
}
