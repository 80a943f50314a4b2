namespace PathoChain.Registry.Signing;

/// <summary>What a pathologist signs to sign a result off (docs/evidence.md): in words, as a wallet shows what it signs.</summary>
/// <param name="ContentDigest">SHA-256 of the image's envelope.</param>
/// <param name="ResultDigest">SHA-256 of the statement of the result that was seen.</param>
/// <param name="ModelsDigest">Of the files of the models that gave it, as in <see cref="Attestation.ResultStatement.ModelsDigest"/>.</param>
/// <param name="Verdict">The pathologist's own reading: a class in the words of the models' cards, or <see cref="NotAssessable"/>.</param>
/// <param name="IssuedAt">When, by the pathologist's clock; Unix time from 0, whole seconds count.</param>
public sealed record Review(Hash32 ContentDigest, Hash32 ResultDigest, Hash32 ModelsDigest, string Verdict, DateTimeOffset IssuedAt)
{
    /// <summary>The verdict that no class can be told from the image.</summary>
    public const string NotAssessable = "not assessable";

    /// <summary>The typed data for one registry, which reads it not, but is where the image is registered.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970.</exception>
    public TypedData ToTypedData(long chainId, Address registry) => new(
        new("PathoChain Review", "1", chainId, registry),
        new("Review",
        [
            TypedField.Bytes32("contentDigest", ContentDigest),
            TypedField.Bytes32("resultDigest", ResultDigest),
            TypedField.Bytes32("modelsDigest", ModelsDigest),
            TypedField.Text("verdict", Verdict),
            TypedField.Number("issuedAt", 64, IssuedAt.ToUnixTimeSeconds()),
        ]));
}
