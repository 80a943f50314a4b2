namespace PathoChain.Grains;

/// <summary>Counts how a candidate does beside the version it is to follow, keyed by <see cref="CandidateKey"/>.</summary>
[Alias("pathochain.ICandidateGrain")]
public interface ICandidateGrain : IGrainWithStringKey
{
    /// <summary>Both ran on an image.</summary>
    [Alias("Compared")]
    Task ComparedAsync(CandidateComparison comparison);

    /// <summary>The candidate failed on an image or found no room.</summary>
    [Alias("Failed")]
    Task FailedAsync();

    /// <summary>What was counted.</summary>
    [Alias("Get")]
    Task<CandidateFigures> GetAsync();
}
