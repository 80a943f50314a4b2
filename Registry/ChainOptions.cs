using System.ComponentModel.DataAnnotations;

namespace PathoChain.Registry;

/// <summary>The chain of an installation, configuration section <c>Chain</c>.</summary>
public sealed class ChainOptions
{
    public const string Section = "Chain";

    /// <summary>JSON-RPC endpoint of a node.</summary>
    [Required]
    public Uri RpcUrl { get; set; } = new("http://127.0.0.1:8545");

    /// <summary>The file that says where the contracts are, as the deployment wrote it.</summary>
    [Required]
    public string DeploymentFile { get; set; } = "chain/deployments/31337.json";

    /// <summary>Blocks, with the event's own, after which a registration counts.</summary>
    [Range(1, 1000)]
    public int Confirmations { get; set; } = 1;

    /// <summary>How often the node is asked for its newest block.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
