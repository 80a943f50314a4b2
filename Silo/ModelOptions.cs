using System.ComponentModel.DataAnnotations;
using PathoChain.Inference;

namespace PathoChain.Silo;

/// <summary>The models of this installation, configuration section <c>Models</c>.</summary>
public sealed class ModelOptions : IValidatableObject
{
    public const string Section = "Models";

    /// <summary>Folder with a <c>.onnx</c> file and its card for each model.</summary>
    [Required]
    public string Directory { get; set; } = "models/artifacts";

    /// <summary>Most model runs that wait in each of the two lanes (STAT and routine); what comes then is shed and retried later.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 512;

    /// <summary>What models run on: <c>auto</c> (CUDA where it loads and finds a GPU), <c>cpu</c>, or <c>cuda</c>, without which it does not start.</summary>
    public Accelerator Accelerator { get; set; } = Accelerator.Auto;

    /// <summary>Most images of one run, of those that wait for the same model; if not set 8 on CUDA and 1 on the CPU, where more pays for some models only and makes an urgent image wait for a whole batch.</summary>
    [Range(1, 64)]
    public int? MaxBatch { get; set; }

    /// <summary>SHA-256 of models that must not be run any more, 64 hex digits each; their files may stay where they are.</summary>
    public IReadOnlyList<string> Withdrawn { get; set; } = [];

    /// <summary>Folder with new versions of served models on trial: a <c>.onnx</c> file and its card for each, named as the model. It may be absent or empty.</summary>
    [Required]
    public string CandidateDirectory { get; set; } = "models/candidates";

    /// <summary>Share of the images, 0 to 1, on which a candidate is run after the result is there, only to be compared with the served version.</summary>
    [Range(0.0, 1.0)]
    public double ShadowShare { get; set; } = 1;

    /// <summary>Share of the images, 0 to 1, on which a candidate votes instead of the served version.</summary>
    [Range(0.0, 1.0)]
    public double CanaryShare { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Withdrawn
        .Where(sha256 => sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigit))
        .Select(sha256 => new ValidationResult($"{Section}:{nameof(Withdrawn)} names \"{sha256}\", which is no SHA-256, so that no model would be withdrawn: give the 64 hex digits that the model's card states."));
}
