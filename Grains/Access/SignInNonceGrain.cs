namespace PathoChain.Grains.Access;

/// <summary>Turns are one at a time, so only the first use of a nonce succeeds, whichever server of the cluster it comes to.</summary>
internal sealed class SignInNonceGrain(TimeProvider time) : Grain, ISignInNonceGrain
{
    /// <summary>Shorter than an unused activation is kept.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _givenAt;

    public Task GiveAsync()
    {
        _givenAt = time.GetUtcNow();
        return Task.CompletedTask;
    }

    public Task<bool> TryUseAsync()
    {
        var isGood = time.GetUtcNow() - _givenAt <= Validity;
        _givenAt = null;
        return Task.FromResult(isGood);
    }
}
