namespace PathoChain.Registry.Signing;

/// <summary>Takes signatures of keys alone, for which no node has to be trusted: a contract wallet's is what a node says of it (ERC-1271).</summary>
public sealed class KeyVerifier : ISignatureVerifier
{
    public Task<SignatureVerdict> VerifyAsync(Address account, Hash32 hash, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken = default) =>
        Task.FromResult<SignatureVerdict>(EcdsaSignature.Recover(hash, signature.Span) switch
        {
            Recovered(var signer) when signer == account => new SignatureAccepted(SignedBy.Key),
            Recovered(var signer) => new SignatureRefused(SignatureRefusal.NotItsKey, $"The signature is of {signer}, not of {account}. Sign with the account that you named."),
            _ => new SignatureRefused(SignatureRefusal.NotItsKey, $"This is no signature of the key of {account}, and contract wallets are not asked. Use an account that has a key."),
        });
}
