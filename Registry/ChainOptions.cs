using System.ComponentModel.DataAnnotations;

namespace PathoChain.Registry;

/// <summary>The chain of an installation, configuration section <c>Chain</c>.</summary>
public sealed class ChainOptions
{
    public const string Section = "Chain";

    /// <summary>Chain id of Hardhat's devnet.</summary>
    public const long DevelopmentChainId = 31337;

    /// <summary>JSON-RPC endpoint of a node.</summary>
    [Required]
    [NodeUrl($"{Section}:{nameof(RpcUrl)}")]
    public Uri RpcUrl { get; set; } = new("http://127.0.0.1:8545");

    /// <summary>The file that says where the contracts are, as the deployment wrote it.</summary>
    [Required]
    public string DeploymentFile { get; set; } = "chain/deployments/31337.json";

    /// <summary>Blocks, with the event's own, after which a registration counts; by default 1 on a devnet and 12 elsewhere.</summary>
    [Range(1, 1000)]
    public int? Confirmations { get; set; }

    /// <summary>How often the node is asked for its newest block.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the node must not know an announced transaction until it counts as dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan DropAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Id of the site in the SiteDirectory whose members' registrations count, 0x and 64 hex digits; without it, everybody's do.</summary>
    [RegularExpression("0x[0-9a-fA-F]{64}", ErrorMessage = "Chain:Site is the id that the SiteDirectory gave the site: 0x and 64 hex digits.")]
    public string? Site { get; set; }

    /// <summary><see cref="Confirmations"/>, or the default of a chain.</summary>
    /// <param name="chainId">EIP-155 chain id.</param>
    public int ConfirmationsOn(long chainId) => Confirmations ?? (chainId == DevelopmentChainId ? 1 : 12);

    /// <summary>How long a node's chain may end before what was read until that counts as taken back: only on a devnet is it likelier than a node that lags.</summary>
    /// <param name="chainId">EIP-155 chain id.</param>
    public TimeSpan PatienceOn(long chainId) => chainId == DevelopmentChainId ? 10 * PollInterval : TimeSpan.FromMinutes(5);
}
