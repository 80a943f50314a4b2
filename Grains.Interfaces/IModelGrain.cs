namespace PathoChain.Grains;

/// <summary>One model, keyed by its name; runs on silos that hold its ONNX session.</summary>
[Alias("pathochain.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Most values of an input that is ready: 8 images of 224 x 224 and a few more.</summary>
    const int MaxInputValues = 1_250_000;

    /// <summary>Fetches, verifies, decrypts and classifies an image; on its share of the images, a candidate votes instead of this version.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Ends the wait for a turn, which goes to others unless somebody else waits for the same.</param>
    /// <exception cref="ClassifierBusyException">Too much waits already.</exception>
    [Alias("Classify")]
    Task<ModelVote> ClassifyAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>What in an image speaks for the positive class; <see langword="null"/> if the model has no heat map.</summary>
    /// <param name="image">The image.</param>
    /// <param name="sha256">Which version is to say so, this one or its candidate, by the SHA-256 of its <c>.onnx</c> file.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    /// <exception cref="ModelReplacedException">It is neither of the two.</exception>
    /// <exception cref="ClassifierBusyException">Too much waits already.</exception>
    [Alias("HeatMap")]
    Task<HeatMap?> HeatMapAsync(ImageReference image, string sha256, CancellationToken cancellationToken);

    /// <summary>
    /// What the model itself gives for an input that is ready, as other inference servers take it: every output that its card names. Pixels cross the
    /// call only here, and at most <see cref="MaxInputValues"/>.
    /// </summary>
    /// <param name="sha256">The version that is to do so, by the SHA-256 of its <c>.onnx</c> file.</param>
    /// <param name="values">Images as (n, 3, height, width), in 0..1.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    /// <exception cref="ModelReplacedException">Another version is served.</exception>
    /// <exception cref="ClassifierBusyException">Too much waits already.</exception>
    [Alias("Infer")]
    Task<IReadOnlyList<ModelOutput>> InferAsync(string sha256, IReadOnlyList<float> values, CancellationToken cancellationToken);

    /// <summary>What the model's card says.</summary>
    [Alias("Describe")]
    Task<ModelDescription> DescribeAsync();

    /// <summary>
    /// Has the candidate that is to follow this model run on an image and compared with it, once there is time: the answer does not wait for that, and
    /// nothing that goes wrong with the candidate reaches the caller. Without a candidate nothing happens.
    /// </summary>
    [Alias("Compare")]
    Task CompareAsync(ImageReference image);

    /// <summary>Forgets the pixels of an image that is erased, which the model's silo may hold decoded.</summary>
    /// <param name="cid">Where its envelope was.</param>
    [Alias("Forget")]
    Task ForgetAsync(string cid);

    /// <summary>How the candidate that is to follow this model does; <see langword="null"/> if there is none.</summary>
    [Alias("Candidate")]
    Task<CandidateReport?> CandidateAsync();
}

/// <summary>All models together.</summary>
[Alias("pathochain.IEnsembleGrain")]
public interface IEnsembleGrain : IGrainWithStringKey
{
    /// <summary>Has every available model classify the image and combines the votes.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Ends the wait for models that have not begun.</param>
    [Alias("Classify")]
    Task<EnsembleResult> ClassifyAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>Names of the models that vote, sorted; none of them is asked.</summary>
    [Alias("Names")]
    Task<IReadOnlyList<string>> NamesAsync();

    /// <summary>The models of this ensemble, by name.</summary>
    [Alias("Models")]
    Task<IReadOnlyList<ModelDescription>> ModelsAsync();

    /// <summary>The card by which the models vote together; <see langword="null"/> if none is in force, so that they vote alike.</summary>
    [Alias("Describe")]
    Task<EnsembleDescription?> DescribeAsync();
}

/// <summary>Where an image is and how to open it. Grain calls carry this, never pixels.</summary>
/// <param name="Cid">Where its envelope is.</param>
/// <param name="WrappedKey">What opens it.</param>
/// <param name="Priority">How urgent it is.</param>
[GenerateSerializer, Immutable, Alias("pathochain.ImageReference")]
public sealed record ImageReference(string Cid, WrappedKey WrappedKey, Priority Priority = Priority.Routine);
