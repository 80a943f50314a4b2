namespace PathoChain.Grains;

/// <summary>What the ensemble says of an image.</summary>
/// <param name="Probability">Probability of the positive class, 0 to 1: calibrated if there is an ensemble's card, else the mean of the votes'.</param>
/// <param name="Label">The class the probability suggests, in the words of the models' cards; <see langword="null"/> if no call is made.</param>
/// <param name="Votes">Each model's vote.</param>
/// <param name="ClassifiedAt">When, UTC.</param>
/// <param name="Uncertain">Whether the probability lies in <paramref name="Band"/>, so that no call is made.</param>
/// <param name="Disagreement">Whether the models, each at its own threshold, do not all call the same class.</param>
/// <param name="Warnings">Reasons to distrust the ensemble, such as a member that is withdrawn; <see langword="null"/> in results from before there were any.</param>
/// <param name="Band">Where no call is made; <see langword="null"/> without an ensemble's card.</param>
/// <param name="EnsembleSha256">SHA-256 of the ensemble's card, lower-case hex; <see langword="null"/> without one.</param>
[GenerateSerializer, Immutable, Alias("pathochain.EnsembleResult")]
public sealed record EnsembleResult(
    double Probability,
    string? Label,
    IReadOnlyList<ModelVote> Votes,
    DateTimeOffset ClassifiedAt,
    bool Uncertain,
    bool Disagreement,
    IReadOnlyList<string>? Warnings,
    AbstainBand? Band,
    string? EnsembleSha256);

/// <summary>Probabilities of the positive class that are too close to the threshold for a call.</summary>
/// <param name="Low">The least of them.</param>
/// <param name="High">The least above them.</param>
[GenerateSerializer, Immutable, Alias("pathochain.AbstainBand")]
public sealed record AbstainBand(double Low, double High);

/// <summary>What one model says of an image.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="ModelSha256">SHA-256 of the <c>.onnx</c> file that was run, lower-case hex; that of a candidate, if one voted in its place.</param>
/// <param name="Probability">Probability of the positive class, 0 to 1.</param>
/// <param name="Logit">The same before the sigmoid.</param>
/// <param name="Label">The class the probability suggests.</param>
/// <param name="Warnings">Reasons to distrust the vote, such as an image of another scale than the model was trained on.</param>
/// <param name="Milliseconds">Time in the model alone.</param>
/// <param name="CardSha256">SHA-256 of the model's card, lower-case hex, which says how the image was prepared, the labels and the threshold; <see langword="null"/> in votes from before it was kept.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ModelVote")]
public sealed record ModelVote(
    string Model,
    string ModelSha256,
    double Probability,
    double Logit,
    string Label,
    IReadOnlyList<string> Warnings,
    double Milliseconds,
    string? CardSha256 = null);

/// <summary>What a model's card says, as far as clients need it.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Sha256">SHA-256 of its <c>.onnx</c> file.</param>
/// <param name="Task">What it was trained to tell apart.</param>
/// <param name="NegativeLabel">Name of class 0.</param>
/// <param name="PositiveLabel">Name of class 1.</param>
/// <param name="InputWidth">Pixels.</param>
/// <param name="InputHeight">Pixels.</param>
/// <param name="CardJson">The whole card, as it lies beside the model.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ModelDescription")]
public sealed record ModelDescription(
    string Name,
    string Sha256,
    string Task,
    string NegativeLabel,
    string PositiveLabel,
    int InputWidth,
    int InputHeight,
    string CardJson);

/// <summary>The card by which models vote together.</summary>
/// <param name="Sha256">SHA-256 of its file, lower-case hex.</param>
/// <param name="CardJson">The whole card, as it lies beside the models.</param>
[GenerateSerializer, Immutable, Alias("pathochain.EnsembleDescription")]
public sealed record EnsembleDescription(string Sha256, string CardJson);
