using Orleans.Concurrency;

namespace PathoChain.Grains;

/// <summary>Follows one chain's registry, keyed by the chain id in decimal, and tells each image of its event.</summary>
[Alias("pathochain.IRegistryWatcherGrain")]
public interface IRegistryWatcherGrain : IGrainWithStringKey
{
    /// <summary>Starts following from the stored cursor. A repeated call changes nothing.</summary>
    [Alias("Start")]
    Task StartAsync();

    /// <summary>How the following goes.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<WatcherStatus> GetAsync();
}

/// <summary>How the following of a chain goes.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Contract">Address of the registry.</param>
/// <param name="Cursor">Last block read, or -1.</param>
/// <param name="Head">Newest block the node named, or -1.</param>
/// <param name="Problem">Why following stands still, or <see langword="null"/> while it goes well.</param>
/// <param name="Confirmations">Blocks after which a registration counts.</param>
/// <param name="ResetAt">When the chain was last found to have been replaced by another one with the same id, or its registry by another one.</param>
/// <param name="FollowedAt">Begin of the last look that ended well: whatever the node showed then, the images were told of.</param>
/// <param name="Finalized">Newest block that the node calls finalized, or -1 if it calls none so.</param>
/// <param name="Site">Id of the site whose members' registrations count, or <see langword="null"/> if everybody's do.</param>
[GenerateSerializer, Immutable, Alias("pathochain.WatcherStatus")]
public sealed record WatcherStatus(
    long ChainId,
    string Contract,
    long Cursor,
    long Head,
    int Confirmations,
    string? Problem,
    DateTimeOffset? ResetAt,
    DateTimeOffset? FollowedAt,
    long Finalized,
    string? Site);
