namespace PathoChain.Grains;

/// <summary>Keys of <see cref="ICandidateGrain"/>.</summary>
public static class CandidateKey
{
    /// <summary>Key of a candidate beside the version it is to follow, both by the SHA-256 of their <c>.onnx</c> files: with another of the two, counting starts anew.</summary>
    public static string Of(string servedSha256, string candidateSha256) => $"{servedSha256}/{candidateSha256}";
}
