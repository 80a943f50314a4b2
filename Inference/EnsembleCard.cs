using System.Text.Json.Serialization;

namespace PathoChain.Inference;

/// <summary>How the models of a folder vote together, read from the <c>ensemble.json</c> beside them. Every figure in it was chosen on validation patients.</summary>
/// <param name="Version">Version of the ensemble, counted up with each that replaces it.</param>
/// <param name="Task">What it tells apart, in words.</param>
/// <param name="Labels">Names of the two classes, which are those of its members.</param>
/// <param name="Members">The models that vote.</param>
/// <param name="Temperature">What the log-odds of the members' weighted mean are divided by, above 0 (Guo et al. 2017): then it is a probability that means what it says.</param>
/// <param name="Threshold">Calibrated probability from which an image gets the positive label, between 0 and 1.</param>
/// <param name="AbstainBand">Two calibrated probabilities, around the threshold: from the first up to the second no call is made.</param>
/// <param name="Metrics">How well it does on patients that it was not trained on.</param>
public sealed record EnsembleCard(
    string Version,
    string Task,
    ModelLabels Labels,
    IReadOnlyList<EnsembleMember> Members,
    double Temperature,
    double Threshold,
    IReadOnlyList<double> AbstainBand,
    EnsembleMetrics Metrics)
{
    private const double Least = 1e-6; // As in training: 0 and 1 have no log-odds.

    /// <summary>The text of the card's file.</summary>
    [JsonIgnore]
    public string Json { get; internal init; } = "";

    /// <summary>SHA-256 of the card's file, 64 lower-case hex digits: says which weights, calibration and band gave a result.</summary>
    [JsonIgnore]
    public string Sha256 { get; internal init; } = "";

    /// <summary>The calibrated probability for a mean of the members' probabilities.</summary>
    public double Calibrate(double mean)
    {
        var clipped = Math.Clamp(mean, Least, 1 - Least);
        return 1 / (1 + Math.Exp(-Math.Log(clipped / (1 - clipped)) / Temperature));
    }

    /// <summary>Whether a calibrated probability is too close to the threshold for a call.</summary>
    public bool Abstains(double probability) => AbstainBand[0] <= probability && probability < AbstainBand[1];
}

/// <param name="Name">Name of the model.</param>
/// <param name="Sha256">SHA-256 of its <c>.onnx</c> file, 64 lower-case hex digits.</param>
/// <param name="Weight">Share of its probability in the mean, 0 or more; all add up to 1.</param>
public sealed record EnsembleMember(string Name, string Sha256, double Weight);

/// <param name="Split">Which side of which split was scored.</param>
/// <param name="Patients">Patients scored.</param>
/// <param name="Patches">Images scored.</param>
/// <param name="Loss">Binary cross-entropy in nats.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="Accuracy">At the threshold and with a call for every image, as are those that follow.</param>
/// <param name="BalancedAccuracy">Mean of the recall of both classes.</param>
/// <param name="Precision">Of the positive class.</param>
/// <param name="Recall">Of the positive class.</param>
/// <param name="F1">Of the positive class.</param>
/// <param name="Ece">Expected calibration error.</param>
/// <param name="CalledShare">Share of the images outside the abstain band.</param>
/// <param name="CalledWrong">Share of wrong calls among those.</param>
/// <param name="PatientScore">Mean over patients of the share of their images that are called right, if the card says it.</param>
public sealed record EnsembleMetrics(
    string Split,
    int Patients,
    int Patches,
    double Loss,
    double RocAuc,
    double Accuracy,
    double BalancedAccuracy,
    double Precision,
    double Recall,
    double F1,
    double Ece,
    double CalledShare,
    double CalledWrong,
    double? PatientScore = null);
