using PathoChain.Api.Hosting;
using PathoChain.Api.Images;
using PathoChain.Api.Problems;
using PathoChain.Grains;
using PathoChain.Inference;
using PathoChain.Registry;
using PathoChain.Registry.Attestation;
using PathoChain.Registry.Signing;

namespace PathoChain.Api.Reviews;

/// <summary>Checks the sign-off of a result, and hands a good one to its image. The account's own key has to have signed, so that anybody can check it without a node.</summary>
internal sealed class SignOff(
    IGrainFactory grains, Deployment deployment, WatchedSite site, ResultStatements statements, ModelCatalog models, TimeProvider time)
{
    /// <summary>How far the clock of the pathologist's machine may be from this one's.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    private readonly KeyVerifier _signatures = new();

    private readonly IReadOnlyList<string> _verdicts =
        [.. models.Cards.Values.SelectMany(card => new[] { card.Labels.Negative, card.Labels.Positive }).Distinct().Order(StringComparer.Ordinal), Review.NotAssessable];

    /// <summary>The image with the review.</summary>
    /// <param name="cid">The image.</param>
    /// <param name="signed">As the wallet gave it.</param>
    /// <param name="signedIn">The account that asks; <see langword="null"/> where nobody signs in.</param>
    /// <param name="cancellationToken">Stops asking the chain.</param>
    /// <exception cref="ProblemException">There is no such result (any more), it is no review of it, or not one that is signed by who asks, here and now.</exception>
    public async Task<ImageStatus> TakeAsync(string cid, SignedVerdict signed, string? signedIn, CancellationToken cancellationToken)
    {
        var image = grains.GetGrain<IImageGrain>(cid);
        var status = await image.GetAsync() ?? throw ImageApi.NotFound(cid);
        if (status is not { Phase: ImagePhase.Classified or ImagePhase.Reviewed, Result: { } result })
        {
            throw new ProblemException(Problem.NotClassified, $"Only the result of a classified image can be signed off: wait until {cid} is.");
        }

        var reviewer = ReadReviewer(signed.Reviewer, signedIn);
        var issuedAt = ReadIssueTime(signed.IssuedAt);
        var review = ReviewOf(status, statements.Of(cid, result), signed, issuedAt);
        var signature = await CheckAsync(reviewer, review, SignatureText.Read(signed.Signature), cancellationToken);
        await RequireStandingAsync(reviewer, cancellationToken);
        var kept = new SignedReview(
            reviewer.ToString(), review.Verdict, issuedAt, result.ClassifiedAt, deployment.ChainId, deployment.Address.ToString(), $"0x{Convert.ToHexStringLower(signature.ToBytes())}");
        return await image.SignOffAsync(kept) is { } after && after.Reviews?.Contains(kept) is true
            ? after
            : throw new ProblemException(
                Problem.NotSignedOff, $"The result of {cid} was replaced meanwhile, {reviewer} signed it off at that second or later, or it has all the reviews that are kept of one image: look at it again.");
    }

    private static Address ReadReviewer(string? text, string? signedIn)
    {
        if (!Address.TryParse(text, out var reviewer))
        {
            throw new ProblemException(Problem.BadRequest, "reviewer is not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum.");
        }

        return signedIn is null || Address.Parse(signedIn) == reviewer
            ? reviewer
            : throw new ProblemException(Problem.BadSignature, $"reviewer is {reviewer}, while {signedIn} is signed in: sign with that account, or sign in with the other.");
    }

    private DateTimeOffset ReadIssueTime(long? seconds)
    {
        var now = time.GetUtcNow();
        return seconds is { } given && Math.Abs(given - (decimal)now.ToUnixTimeSeconds()) <= (decimal)Tolerance.TotalSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(given)
            : throw new ProblemException(
                Problem.BadIssueTime, $"issuedAt is {(seconds is null ? "missing" : seconds)}, and it is {now.ToUnixTimeSeconds()} here, in Unix seconds: set the clock of the machine that signs, and sign again.");
    }

    private Review ReviewOf(ImageStatus image, ResultStatement statement, SignedVerdict signed, DateTimeOffset issuedAt)
    {
        if (!Hash32.TryParse(signed.ResultDigest, out var seen))
        {
            throw new ProblemException(Problem.BadRequest, "resultDigest is not 0x and 64 hex digits: give the digest of the result that was seen.");
        }

        if (seen != statement.Digest)
        {
            throw new ProblemException(Problem.ResultReplaced, $"The result that was seen is not the one that {image.Cid} has now: look at that, and sign again.");
        }

        return signed.Verdict is { } verdict && _verdicts.Contains(verdict)
            ? new Review(Hash32.Parse(image.Image.Digest), statement.Digest, statement.ModelsDigest, verdict, issuedAt)
            : throw new ProblemException(Problem.BadVerdict, $"verdict is none of {string.Join(", ", _verdicts.Select(each => $"'{each}'"))}.");
    }

    private async Task<EcdsaSignature> CheckAsync(Address reviewer, Review review, byte[] signature, CancellationToken cancellationToken)
    {
        var verdict = await _signatures.VerifyAsync(reviewer, review.ToTypedData(deployment.ChainId, deployment.Address).Hash(), signature, cancellationToken);
        return verdict is SignatureAccepted && EcdsaSignature.TryRead(signature, out var read, out _)
            ? read
            : throw new ProblemException(Problem.BadSignature, ((SignatureRefused)verdict).Detail);
    }

    /// <summary>Where a site is configured, its directory says who is a pathologist, and anybody can ask it later.</summary>
    private async Task RequireStandingAsync(Address reviewer, CancellationToken cancellationToken)
    {
        if (site.Directory is { } directory
            && !await directory.WasPathologistAsync(reviewer, time.GetUtcNow(), cancellationToken).OrUnavailableAsync($"Whether {reviewer} is a pathologist of site {directory.Site} could not be asked"))
        {
            throw new ProblemException(
                Problem.NotOfSite, $"{reviewer} is no pathologist of site {directory.Site} now: sign with an account that is, or have the site's admin grant it that role.");
        }
    }
}
