using System.Globalization;
using PathoChain.Registry;

namespace PathoChain.Cli.Verification;

/// <summary>A registry that is trusted, through a node that is: what evidence of it is compared with.</summary>
internal sealed class TrustedChain(JsonRpcClient rpc, Deployment deployment)
{
    public ImageRegistryClient Registry { get; } = new(rpc, deployment);

    public ImageRegistryViews Views { get; } = new(rpc, deployment);

    /// <summary>Who spoke for a site, by the directory beside the registry.</summary>
    /// <exception cref="RegistryException">There is no such directory, or the node does not answer.</exception>
    public async Task<SiteDirectoryClient> DirectoryAsync(Hash32 site, CancellationToken cancellationToken)
    {
        var directory = new SiteDirectoryClient(rpc, deployment, site);
        await directory.VerifyAsync(cancellationToken);
        return directory;
    }

    /// <summary>Whether that is the registry.</summary>
    public bool Is(long chainId, Address contract) => chainId == deployment.ChainId && contract == deployment.Address;

    /// <summary>Whether evidence is of that registry; of another one nothing else is of interest.</summary>
    public Finding Has(string what, long chainId, Address contract) => Is(chainId, contract)
        ? Finding.Holds($"It was {what} at {contract} on chain {chainId}, the registry of the deployment file, whose code is there unchanged.")
        : Finding.Fails($"It was {what} at {contract} on chain {chainId}, while the registry of the deployment file is {deployment.Address} on chain {deployment.ChainId}.");

    /// <summary>Whether a block is the one of that number, and of that time.</summary>
    /// <exception cref="EvidenceException">The node has not come so far, so that nothing can be said.</exception>
    public async Task<Finding> HasBlockAsync(long number, Hash32 hash, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var depth = (await Registry.DepthAsync(cancellationToken)).WithoutInstantTags();
        var block = await Registry.GetBlockAsync(number, cancellationToken)
            ?? throw new EvidenceException($"The node's newest block is {depth.Head}, and the evidence is of block {number}: ask again later, or another node.");
        var name = $"Block {number}, {hash},";
        if (block.Hash != hash || block.Time != time)
        {
            return Finding.Fails($"{name} of {Utc(time)} is not on the chain, which has {block.Hash} of {Utc(block.Time)} there: it was reorganised away, or never was.");
        }

        var confirmations = depth.ConfirmationsOf(number);
        return (depth.IsFinal(number, confirmations: 1), depth.Finalized) switch
        {
            (true, not null) => Finding.Holds($"{name} is on the chain (confirmations: {confirmations}), and the node calls it final."),
            (true, null) => Finding.Holds($"{name} is on the chain (confirmations: {confirmations}), and hardly any block is taken back after {ChainDepth.UsuallyFinal}."),
            _ => Finding.HoldsSoFar($"{name} is on the chain (confirmations: {confirmations}), and may still be taken back."),
        };
    }

    /// <summary>Whether what the chain says since a time can be taken back no more.</summary>
    public async Task<bool> IsSettledAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var final = (await Registry.DepthAsync(cancellationToken)).WithoutInstantTags().LastFinal(confirmations: 1);
        return final >= 0 && await Registry.GetBlockAsync(final, cancellationToken) is { } block && block.Time > since; // blocks of one second are told apart by nothing here
    }

    public static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
