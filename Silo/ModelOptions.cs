using System.ComponentModel.DataAnnotations;

namespace PathoChain.Silo;

/// <summary>The models of this installation, configuration section <c>Models</c>.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Folder with a <c>.onnx</c> file and its card for each model.</summary>
    [Required]
    public string Directory { get; set; } = "models/artifacts";

    /// <summary>SHA-256 of models that must not be run any more, in lower-case hex; their files may stay where they are.</summary>
    public IReadOnlyList<string> Withdrawn { get; set; } = [];
}
