using System.ComponentModel.DataAnnotations;

namespace PathoChain.Grains.Anchoring;

/// <summary>How images are anchored in batches, configuration section <c>Chain:Anchoring</c>. It takes an external signer.</summary>
public sealed class AnchoringOptions
{
    public const string Section = "Chain:Anchoring";

    /// <summary>Whether new images are anchored.</summary>
    public bool Enabled { get; set; }

    /// <summary>How long a batch takes images after its first one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Images that close a batch before that. An anchor costs 46,475 gas whatever their number.</summary>
    [Range(1, 4096)]
    public int MaxLeaves { get; set; } = 1024;
}
