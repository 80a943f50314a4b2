namespace PathoChain.Grains;

/// <summary>One model, keyed by its name; runs on silos that hold its ONNX session.</summary>
[Alias("pathochain.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Fetches, verifies, decrypts and classifies an image.</summary>
    [Alias("Classify")]
    Task<ModelVote> ClassifyAsync(ImageReference image);

    /// <summary>What in an image speaks for the positive class; <see langword="null"/> if the model has no heat map.</summary>
    [Alias("HeatMap")]
    Task<HeatMap?> HeatMapAsync(ImageReference image);

    /// <summary>What the model's card says.</summary>
    [Alias("Describe")]
    Task<ModelDescription> DescribeAsync();
}

/// <summary>All models together.</summary>
[Alias("pathochain.IEnsembleGrain")]
public interface IEnsembleGrain : IGrainWithStringKey
{
    /// <summary>Has every available model classify the image and combines the votes.</summary>
    [Alias("Classify")]
    Task<EnsembleResult> ClassifyAsync(ImageReference image);

    /// <summary>The models of this ensemble, by name.</summary>
    [Alias("Models")]
    Task<IReadOnlyList<ModelDescription>> ModelsAsync();
}

/// <summary>Where an image is and how to open it. Grain calls carry this, never pixels.</summary>
[GenerateSerializer, Immutable, Alias("pathochain.ImageReference")]
public sealed record ImageReference(string Cid, WrappedKey WrappedKey);
