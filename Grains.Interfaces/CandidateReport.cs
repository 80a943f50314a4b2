namespace PathoChain.Grains;

/// <summary>How a candidate does, a new version of a model on trial.</summary>
/// <param name="Sha256">SHA-256 of its <c>.onnx</c> file, lower-case hex.</param>
/// <param name="Version">Version of the model, by its card.</param>
/// <param name="ShadowShare">Share of the images on which it is compared with the served version, 0 to 1.</param>
/// <param name="CanaryShare">Share of the images on which it votes, 0 to 1.</param>
/// <param name="Figures">What was counted.</param>
[GenerateSerializer, Immutable, Alias("pathochain.CandidateReport")]
public sealed record CandidateReport(string Sha256, string Version, double ShadowShare, double CanaryShare, CandidateFigures Figures);

/// <summary>What was counted of a candidate.</summary>
/// <param name="Images">Images on which it was compared with the served version; one that was classified anew counts again.</param>
/// <param name="CalledOtherwise">Those that it called otherwise, each version at its own threshold.</param>
/// <param name="MeanDifference">Mean absolute difference of the two probabilities, 0 to 1; <see langword="null"/> without images.</param>
/// <param name="LargestDifference">The largest; <see langword="null"/> without images.</param>
/// <param name="TimesAsFast">Time in the served version over time in the candidate, in all; <see langword="null"/> without images.</param>
/// <param name="Failures">Times that it failed or found no room, whether it was to vote or to be compared.</param>
[GenerateSerializer, Immutable, Alias("pathochain.CandidateFigures")]
public sealed record CandidateFigures(
    long Images, long CalledOtherwise, double? MeanDifference, double? LargestDifference, double? TimesAsFast, long Failures);

/// <summary>The served version and the candidate on one image.</summary>
/// <param name="CalledOtherwise">Whether they call another class, each at its own threshold.</param>
/// <param name="Difference">Absolute difference of the two probabilities.</param>
/// <param name="ServedMilliseconds">Time in the served version alone.</param>
/// <param name="CandidateMilliseconds">Time in the candidate alone.</param>
[GenerateSerializer, Immutable, Alias("pathochain.CandidateComparison")]
public sealed record CandidateComparison(bool CalledOtherwise, double Difference, double ServedMilliseconds, double CandidateMilliseconds);
