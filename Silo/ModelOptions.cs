using System.ComponentModel.DataAnnotations;

namespace PathoChain.Silo;

/// <summary>The models of this installation, configuration section <c>Models</c>.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Folder with a <c>.onnx</c> file and its card for each model.</summary>
    [Required]
    public string Directory { get; set; } = "models/artifacts";
}
