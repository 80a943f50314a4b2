using Orleans.Concurrency;

namespace PathoChain.Grains;

/// <summary>
/// Sends transactions of one external signer to one chain, keyed by <see cref="RelayKey"/>: each call that it takes is sent once, whatever crashes, and
/// followed until its block is final.
/// </summary>
[Alias("pathochain.IRelayGrain")]
public interface IRelayGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes a call to send. One with the same id that is under way gives way to it only while it has no nonce and is of the same account; else it stays, and is the answer.
    /// One that is done is looked at again: nothing is sent as long as its record stands. <see langword="null"/> if too many wait already.
    /// </summary>
    [Alias("Submit")]
    Task<RelayedCall?> SubmitAsync(RelayCall call);

    /// <summary>What became of a call, or <see langword="null"/> if it was not taken, or was done long ago.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<RelayedCall?> FindAsync(string id);

    /// <summary>How the sending goes.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<RelayStatus> GetAsync();
}

/// <summary>How the sending goes.</summary>
/// <param name="Signer">The account that pays, EIP-55.</param>
/// <param name="Waiting">Calls that are not final yet.</param>
/// <param name="Problem">Why sending stands still, or <see langword="null"/> while it goes well.</param>
[GenerateSerializer, Immutable, Alias("pathochain.RelayStatus")]
public sealed record RelayStatus(string Signer, int Waiting, string? Problem);
