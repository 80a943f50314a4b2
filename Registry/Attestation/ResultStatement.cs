using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Registry.Attestation;

/// <summary>
/// What the models found in an image, in the one form whose digest is attested on the chain (docs/evidence.md). Warnings are not in it: some come later,
/// as when a model is withdrawn.
/// </summary>
/// <param name="Cid">Identifier of the image.</param>
/// <param name="Salt">A secret of the result, known to who may see it: else whoever has the image could try from the digest what was found.</param>
/// <param name="ClassifiedAt">When.</param>
/// <param name="Probability">Probability of the positive class, 0 to 1.</param>
/// <param name="Label">The class that is called; <see langword="null"/> if none is.</param>
/// <param name="EnsembleSha256">SHA-256 of the card by which the models voted, hex; <see langword="null"/> without one.</param>
/// <param name="Votes">Each model's vote, in the order of the result.</param>
public sealed record ResultStatement(string Cid, string Salt, DateTimeOffset ClassifiedAt, double Probability, string? Label, string? EnsembleSha256, IReadOnlyList<VoteStatement> Votes)
{
    /// <summary>The statement as JSON without spaces, its members in this order, as System.Text.Json writes numbers, times and text by default.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new { Format = Votes.Any(vote => vote.CardSha256 is not null) ? "pathochain-result-2" : "pathochain-result-1", Cid, Salt, ClassifiedAt = ClassifiedAt.ToUniversalTime(), Probability, Label, EnsembleSha256, Votes }, JsonSerializerOptions.Web);

    /// <summary>SHA-256 of the JSON.</summary>
    public Hash32 Digest => Sha256(ToJson());

    /// <summary>SHA-256 of the hashes of the models that voted: hex, in ascending order, each ended by a line feed.</summary>
    public Hash32 ModelsDigest => Sha256(string.Concat(Votes.Select(vote => vote.ModelSha256).Order(StringComparer.Ordinal).Select(hash => $"{hash}\n")));

    /// <summary>The call data by which the registrant of an image attests to this, hex.</summary>
    /// <param name="image">Digest of the image.</param>
    public string AttestCall(Hash32 image) => Hex.Encode(ImageRegistryAbi.Attest(image, Digest, ModelsDigest));

    /// <summary>Whether that is what was attested to.</summary>
    public bool IsOf(AttestationRecord attestation) => (attestation.ResultDigest, attestation.ModelsDigest) == (Digest, ModelsDigest);

    private static Hash32 Sha256(string text) => Hash32.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <param name="Model">Name of the model.</param>
/// <param name="ModelSha256">SHA-256 of its file, lower-case hex.</param>
/// <param name="Probability">Probability of the positive class, 0 to 1.</param>
/// <param name="Logit">The same before the sigmoid.</param>
/// <param name="Label">The class that it suggests.</param>
/// <param name="CardSha256">SHA-256 of the card by which the image was prepared and the label found, lower-case hex; <see langword="null"/>, and not in the statement, in votes from before it was kept.</param>
public sealed record VoteStatement(
    string Model,
    string ModelSha256,
    double Probability,
    double Logit,
    string Label,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CardSha256 = null);
