namespace PathoChain.Grains;

/// <summary>One client's upload, keyed by its Idempotency-Key: a repeated upload ends at the same image.</summary>
[Alias("pathochain.ISubmissionGrain")]
public interface ISubmissionGrain : IGrainWithStringKey
{
    /// <summary>The submission made under this key, or <see langword="null"/>.</summary>
    [Alias("Get")]
    Task<Submission?> GetAsync();

    /// <summary>Claims the key. The first claim wins and is what every claim returns.</summary>
    [Alias("Claim")]
    Task<Submission> ClaimAsync(Submission submission);

    /// <summary>Keeps only which image it became, now that the image has what intake made: its key is to be in one place, where it can be found and destroyed.</summary>
    [Alias("Settle")]
    Task SettleAsync();
}

/// <summary>What was uploaded under an Idempotency-Key.</summary>
/// <param name="Fingerprint">Keyed MAC of the uploaded bytes, base64: tells a repetition from another upload without naming the plaintext.</param>
/// <param name="Cid">CID of the image it became.</param>
/// <param name="Image">What intake made of it; <see langword="null"/> once the image has it.</param>
[GenerateSerializer, Immutable, Alias("pathochain.Submission")]
public sealed record Submission(string Fingerprint, string Cid, StoredImage? Image);
