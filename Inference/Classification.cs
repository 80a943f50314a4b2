namespace PathoChain.Inference;

/// <summary>What one model says of one image.</summary>
/// <param name="Probability">Probability of the positive class, 0 to 1.</param>
/// <param name="Logit">The same before the sigmoid.</param>
/// <param name="Label">The class the probability suggests.</param>
/// <param name="Warnings">Reasons to distrust the result, in plain words.</param>
/// <param name="Milliseconds">Time in the model alone: neither preprocessing nor waiting for a free core.</param>
/// <param name="QueuedMilliseconds">Time of waiting for a free core.</param>
public sealed record Classification(
    double Probability, double Logit, string Label, IReadOnlyList<string> Warnings, double Milliseconds, double QueuedMilliseconds);
