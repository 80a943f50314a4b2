using System.Text.Json;
using PathoChain.Content;
using PathoChain.Registry;
using PathoChain.Registry.Attestation;
using PathoChain.Registry.Signing;

namespace PathoChain.Cli.Verification;

/// <summary>What <c>GET /api/images/CID</c> answers, as far as it can be checked.</summary>
/// <param name="Cid">Identifier of the encrypted envelope.</param>
/// <param name="Digest">SHA-256 in the CID: what the chain registers.</param>
/// <param name="EnvelopeBytes">Length of the envelope.</param>
/// <param name="Registration">The event that registered it; <see langword="null"/> before there was one.</param>
/// <param name="Anchor">Its place in an anchored Merkle tree, if it has one.</param>
/// <param name="Result">What the models found; <see langword="null"/> before they were asked.</param>
/// <param name="EarlierResults">What they or others found before.</param>
/// <param name="Reviews">Who signed which of these off; <see langword="null"/> in files from before anybody could.</param>
internal sealed record Evidence(
    Cid Cid,
    Hash32 Digest,
    long EnvelopeBytes,
    Registration? Registration,
    Anchor? Anchor,
    Result? Result,
    IReadOnlyList<Result> EarlierResults,
    IReadOnlyList<SignedReview>? Reviews = null)
{
    private const int MaxBytes = 4 * 1024 * 1024; // one with a hundred earlier results has some 100 KB

    private const int MostReviews = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false, // else a second "Registration" would be taken for the one that people read
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters =
        {
            new TextConverter<Cid>(Cid.TryParse, "a CID of this system"),
            new TextConverter<Hash32>(Hash32.TryParse, "0x and 64 hex digits"),
            new TextConverter<Address>(Address.TryParse, "an address"),
            new TextConverter<EcdsaSignature>(EcdsaSignature.TryParse!, "a signature: 0x and 130 hex digits"),
            new FiniteConverter(),
        },
    };

    /// <summary>All results, the present one first.</summary>
    public IEnumerable<Result> Results => Result is null ? EarlierResults : EarlierResults.Prepend(Result);

    /// <exception cref="EvidenceException">The file cannot be read, is larger than 4 MiB, or is no such answer.</exception>
    public static Evidence Read(string file)
    {
        try
        {
            var evidence = JsonSerializer.Deserialize<Evidence>(BoundedFile.Read(file, MaxBytes).Span, Json);
            if (evidence?.Reviews is { Count: > MostReviews } reviews)
            {
                throw new JsonException($"It holds {reviews.Count} reviews, and no image has more than {MostReviews}.");
            }

            return evidence is not null && evidence.Results.All(IsWhole) && evidence.Reviews?.Contains(null!) is not true ? evidence : throw new JsonException("Something in it is null.");
        }
        catch (JsonException exception)
        {
            var what = exception.Path is { } path && !exception.Message.Contains(path, StringComparison.Ordinal) ? $"{path}: {exception.Message}" : exception.Message;
            throw new EvidenceException($"{file} is no evidence of an image: {what} Save what GET /api/images/CID answers.", exception);
        }

        // The serializer looks at members alone, not at what is in lists.
        static bool IsWhole(Result? result) => result is not null && !result.Votes.Contains(null!);
    }
}

/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Contract">The registry.</param>
/// <param name="Registrant">Who registered the digest.</param>
/// <param name="TransactionHash">In which transaction.</param>
/// <param name="BlockNumber">In which block.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="BlockTime">That block's time, UTC.</param>
internal sealed record Registration(
    long ChainId, Address Contract, Address Registrant, Hash32 TransactionHash, long BlockNumber, Hash32 BlockHash, DateTimeOffset BlockTime);

/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="Contract">The registry.</param>
/// <param name="Anchorer">Who anchored the root.</param>
/// <param name="Root">Root of the tree.</param>
/// <param name="LeafCount">Digests in the tree.</param>
/// <param name="Proof">The sibling of each node on the way from the digest's leaf to the root.</param>
/// <param name="BlockNumber">In which block.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="BlockTime">When it was anchored, UTC.</param>
internal sealed record Anchor(
    long ChainId, Address Contract, Address Anchorer, Hash32 Root, long LeafCount, IReadOnlyList<Hash32> Proof, long BlockNumber, Hash32 BlockHash, DateTimeOffset BlockTime);

/// <inheritdoc cref="ResultStatement"/>
/// <param name="Digest">What the file says that the digest of the statement is; <see langword="null"/> in files from before it did.</param>
/// <param name="ModelsDigest">Likewise of the models' files.</param>
internal sealed record Result(
    string Salt,
    DateTimeOffset ClassifiedAt,
    double Probability,
    string? Label,
    string? EnsembleSha256,
    IReadOnlyList<VoteStatement> Votes,
    Hash32? Digest = null,
    Hash32? ModelsDigest = null)
{
    public ResultStatement StatementOf(Cid image) => new(image.ToString(), Salt, ClassifiedAt, Probability, Label, EnsembleSha256, Votes);
}

/// <param name="Reviewer">Who is said to have signed.</param>
/// <param name="Verdict">Their own reading.</param>
/// <param name="IssuedAt">When, by their clock.</param>
/// <param name="ResultOf">When the result was made that they saw.</param>
/// <param name="ChainId">EIP-155 chain id that they signed for.</param>
/// <param name="Contract">The registry that they signed for.</param>
/// <param name="Signature">Of their key.</param>
internal sealed record SignedReview(
    Address Reviewer, string Verdict, DateTimeOffset IssuedAt, DateTimeOffset ResultOf, long ChainId, Address Contract, EcdsaSignature Signature);
