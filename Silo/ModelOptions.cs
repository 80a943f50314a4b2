using System.ComponentModel.DataAnnotations;

namespace PathoChain.Silo;

/// <summary>The models of this installation, configuration section <c>Models</c>.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Folder with a <c>.onnx</c> file and its card for each model.</summary>
    [Required]
    public string Directory { get; set; } = "models/artifacts";

    /// <summary>Most model runs that wait in each of the two lanes (STAT and routine); what comes then is shed and retried later.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 512;

    /// <summary>SHA-256 of models that must not be run any more, in lower-case hex; their files may stay where they are.</summary>
    public IReadOnlyList<string> Withdrawn { get; set; } = [];
}
