using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Inference;

/// <summary>What is known of a model, read from the <c>NAME.json</c> beside its <c>NAME.onnx</c>. Nothing of the training appears twice: a session takes it from here.</summary>
/// <param name="Name">Name of the model, which is also the name of both files.</param>
/// <param name="Version">Version of the model, counted up with each training that replaces it.</param>
/// <param name="Sha256">SHA-256 of the <c>.onnx</c> file, 64 lower-case hex digits.</param>
/// <param name="File">File name of the model, in the card's own folder.</param>
/// <param name="Task">What it tells apart, in words.</param>
/// <param name="Labels">Names of the two classes.</param>
/// <param name="Input">The tensor it takes.</param>
/// <param name="Outputs">The tensors it gives, (N,) each but for the heat map.</param>
/// <param name="Preprocessing">From pixels to tensor.</param>
/// <param name="Scale">The images it was trained on.</param>
/// <param name="Threshold">Probability from which an image gets the positive label, between 0 and 1.</param>
/// <param name="Metrics">How well it does on patients that it was not trained on.</param>
/// <param name="Data">What it was trained on.</param>
/// <param name="Training">How it was trained.</param>
/// <param name="TrainedAt">When, UTC.</param>
/// <param name="License">Terms of the weights and of what they were made from.</param>
/// <param name="SelfCheckLogit">The logit of the image of a <see cref="SelfCheck"/> where the model was exported.</param>
/// <param name="LargestDistance">Largest distance of an image that counts as like the training images; there is one if the outputs name a distance.</param>
/// <param name="Weights">In how many bits the file holds the weights; <see langword="null"/> in cards that do not say.</param>
public sealed record ModelCard(
    string Name,
    string Version,
    string Sha256,
    string File,
    string Task,
    ModelLabels Labels,
    ModelInput Input,
    ModelOutputs Outputs,
    ModelPreprocessing Preprocessing,
    ModelScale Scale,
    double Threshold,
    ModelMetrics Metrics,
    ModelData Data,
    ModelTraining Training,
    DateTimeOffset TrainedAt,
    string License,
    double SelfCheckLogit,
    double? LargestDistance = null,
    ModelWeights? Weights = null)
{
    /// <summary>The text of the card's file, as it lies beside the model.</summary>
    [JsonIgnore]
    public string Json { get; internal init; } = "";

    /// <summary>SHA-256 of that file, lower-case hex: of what is done to an image before and after the model.</summary>
    [JsonIgnore]
    public string CardSha256 { get; internal init; } = "";

    /// <summary>The class that a probability of the positive class suggests.</summary>
    public string LabelOf(double probability) => probability >= Threshold ? Labels.Positive : Labels.Negative;
}

/// <param name="Negative">Name of class 0.</param>
/// <param name="Positive">Name of class 1.</param>
public sealed record ModelLabels(string Negative, string Positive);

/// <param name="Name">Name of the graph's input.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Layout">Order of the dimensions; <c>NCHW</c>.</param>
/// <param name="Range">Lowest and highest value.</param>
public sealed record ModelInput(string Name, int Width, int Height, string Layout, IReadOnlyList<double> Range);

/// <param name="Probability">Name of the output that holds probabilities of the positive class.</param>
/// <param name="Logit">Name of the output that holds the same before the sigmoid.</param>
/// <param name="Cam">Name of the output, if there is one, that holds the heat map (N, h, w): Grad-CAM of the logit at the last feature maps, 0 or more.</param>
/// <param name="Distance">Name of the output, if there is one, that holds how far an image's features are from the training images', on a scale of the model's own; see <see cref="ModelCard.LargestDistance"/>.</param>
public sealed record ModelOutputs(string Probability, string Logit, string? Cam = null, string? Distance = null);

/// <param name="Steps">Names of the steps, in order; see <see cref="InputTensor.Steps"/>.</param>
public sealed record ModelPreprocessing(IReadOnlyList<string> Steps);

/// <param name="NativeWidth">Width of the training images in pixels, before any resizing.</param>
/// <param name="NativeHeight">Height of the training images in pixels, before any resizing.</param>
/// <param name="Tolerance">Largest ratio between a side of an image and that of the training images which still counts as the same scale, at least 1.</param>
/// <param name="MicronsPerPixel">Resolution of the training images, if their source states it.</param>
/// <param name="Description">The training images in words, to follow "this model was trained on".</param>
/// <param name="LeastDetail">What nearly all training images have more of; see <see cref="FineDetail"/>. <see langword="null"/> in cards that do not say.</param>
/// <param name="UsualColours">How bright and colourful nearly all training images are. <see langword="null"/> in cards that do not say.</param>
public sealed record ModelScale(
    int NativeWidth, int NativeHeight, double Tolerance, double? MicronsPerPixel, string Description, FineDetail? LeastDetail = null, ColourLimits? UsualColours = null);

/// <param name="Split">Which side of which split was scored.</param>
/// <param name="Patients">Patients scored.</param>
/// <param name="Patches">Images scored.</param>
/// <param name="Loss">Binary cross-entropy in nats.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="Accuracy">At the card's threshold, as are those that follow.</param>
/// <param name="BalancedAccuracy">Mean of the recall of both classes.</param>
/// <param name="Precision">Of the positive class.</param>
/// <param name="Recall">Of the positive class.</param>
/// <param name="F1">Of the positive class.</param>
public sealed record ModelMetrics(
    string Split,
    int Patients,
    int Patches,
    double Loss,
    double RocAuc,
    double Accuracy,
    double BalancedAccuracy,
    double Precision,
    double Recall,
    double F1);

/// <param name="Name">Name of the data set.</param>
/// <param name="Patients">Patients in it.</param>
/// <param name="Patches">Images in it.</param>
/// <param name="SplitId">SHA-256 over the sorted lines <c>patient side</c>.</param>
/// <param name="Seed">Seed of the split and of the training.</param>
/// <param name="Earlier">What the weights were trained on before that, the last first; <see langword="null"/> if on nothing but this, or public weights.</param>
public sealed record ModelData(string Name, int Patients, int Patches, string SplitId, int Seed, IReadOnlyList<EarlierData>? Earlier = null);

/// <param name="Name">Name of the data set.</param>
/// <param name="SplitId">As in <see cref="ModelData"/>.</param>
public sealed record EarlierData(string Name, string SplitId);

/// <param name="Architecture">Name of the network in the training code.</param>
/// <param name="Parameters">Parameters of the network, counting moving statistics.</param>
/// <param name="BestEpoch">Epoch of the weights that were kept, from 1.</param>
/// <param name="Epochs">Most epochs allowed.</param>
/// <param name="BatchSize">Images in a step.</param>
/// <param name="LearningRate">At the start.</param>
/// <param name="Dropout">Share of units dropped.</param>
/// <param name="Settings">All other settings, numbers and words, by their names on the command line of the training; <see langword="null"/> in cards that do not say.</param>
public sealed record ModelTraining(
    string Architecture, int Parameters, int BestEpoch, int Epochs, int BatchSize, double LearningRate, double Dropout, IReadOnlyDictionary<string, JsonElement>? Settings = null);

/// <summary>How the file's weights differ from those that training gave, measured on the validation patients' images.</summary>
/// <param name="Form"><c>float32</c>, <c>float16</c> or <c>int8 weights</c>, which all compute in float32, or <c>int8</c>, which convolves in int8.</param>
/// <param name="Flips">Share of the images that are called otherwise than by the weights in float32.</param>
/// <param name="LargestDifference">Of any image's probability to that by the weights in float32.</param>
public sealed record ModelWeights(string Form, double Flips, double LargestDifference);
