using Microsoft.Extensions.Options;
using PathoChain.Grains;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Api.Chain;

internal static class ChainApi
{
    public static void MapChain(this WebApplication app) => app.MapGet("/api/chain", GetAsync)
        .WithTags("Chain")
        .WithName("GetChain")
        .WithSummary("The chain that images are registered on, and how following it goes")
        .AllowAnonymous(); // the page needs it to offer the wallet that signs in

    private static async Task<ChainView> GetAsync(
        IGrainFactory grains, Deployment deployment, IOptions<ChainOptions> options, IOptions<SignerOptions> signer)
    {
        var watcher = grains.GetGrain<IRegistryWatcherGrain>(RegistryWatcherKey.Of(deployment.ChainId));
        var status = await watcher.GetAsync();
        return new ChainView(
            status.ChainId,
            status.Contract,
            status.Cursor,
            status.Head,
            status.Confirmations,
            status.Problem,
            status.ResetAt,
            status.FollowedAt,
            status.Finalized,
            status.Site,
            status.ChainId == ChainOptions.DevelopmentChainId ? options.Value.RpcUrl : null,
            signer.Value.IsConfigured);
    }
}

/// <summary>What clients need to know of the chain.</summary>
/// <param name="Cursor">Last block read, or -1.</param>
/// <param name="Head">Newest block of the node, or -1.</param>
/// <param name="Confirmations">Blocks after which a registration counts.</param>
/// <param name="Problem">Why following stands still, or <see langword="null"/>.</param>
/// <param name="ResetAt">When the chain was last found replaced by another one with the same id, such as a restarted devnet.</param>
/// <param name="FollowedAt">Begin of the last look that read to the head, or <see langword="null"/> if there was none since the start.</param>
/// <param name="Finalized">Newest block that the node calls finalized, or -1 if it calls none so.</param>
/// <param name="Site">Id of the site whose members' registrations count, or <see langword="null"/> if everybody's do.</param>
/// <param name="DevelopmentRpcUrl">The devnet's node, for the devnet wallet; <see langword="null"/> on any other chain.</param>
/// <param name="Relay">Whether signed registrations are sent from here.</param>
internal sealed record ChainView(
    long ChainId,
    string Contract,
    long Cursor,
    long Head,
    int Confirmations,
    string? Problem,
    DateTimeOffset? ResetAt,
    DateTimeOffset? FollowedAt,
    long Finalized,
    string? Site,
    Uri? DevelopmentRpcUrl,
    bool Relay);
