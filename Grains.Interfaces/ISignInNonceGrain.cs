namespace PathoChain.Grains;

/// <summary>A nonce of a sign-in message (ERC-4361), which is the key. It is not stored: after a restart whoever was about to sign in asks for another.</summary>
[Alias("pathochain.ISignInNonceGrain")]
public interface ISignInNonceGrain : IGrainWithStringKey
{
    /// <summary>Gives the nonce out.</summary>
    [Alias("Give")]
    Task GiveAsync();

    /// <summary>Uses the nonce up: true once at most, and only if it was given out within the last ten minutes.</summary>
    [Alias("TryUse")]
    Task<bool> TryUseAsync();
}
