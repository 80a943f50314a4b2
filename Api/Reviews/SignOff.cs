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
        var status = await ImageApi.KeptAsync(grains, cid);
        if (status is not { Phase: ImagePhase.Classified or ImagePhase.Reviewed, Result: { } result })
        {
            throw new ProblemException(Problem.NotClassified, $"Only the result of a classified image can be signed off: wait until {cid} is.");
        }

        if (status.Registration is not { } registration || (registration.ChainId, registration.Contract) != (deployment.ChainId, deployment.Address.ToString()))
        {
            throw new ProblemException(Problem.NotSignedOff, $"{cid} is not registered at the registry of this server, {deployment.Address} on chain {deployment.ChainId}, for which a sign-off would be: register it there first.");
        }

        var reviewer = ReadReviewer(signed.Reviewer, signedIn);
        var issuedAt = ReadIssueTime(signed.IssuedAt);
        var review = ReviewOf(status, statements.Of(cid, result), signed, issuedAt);
        var signature = await CheckAsync(reviewer, review, SignatureText.Read(signed.Signature), cancellationToken);
        await RequireStandingAsync(reviewer, issuedAt, cancellationToken);
        var kept = new SignedReview(
            reviewer.ToString(), review.Verdict, issuedAt, result.ClassifiedAt, deployment.ChainId, deployment.Address.ToString(), $"0x{Convert.ToHexStringLower(signature.ToBytes())}");
        var after = (await grains.GetGrain<IImageGrain>(cid).SignOffAsync(kept))!;
        return after.Reviews?.Contains(kept) is true ? after : throw new ProblemException(Problem.NotSignedOff, WhyNot(after, kept));
    }

    private static string WhyNot(ImageStatus after, SignedReview review) =>
        after is not { Phase: ImagePhase.Classified or ImagePhase.Reviewed } || after.Result?.ClassifiedAt != review.ResultOf
            ? $"{after.Cid} changed meanwhile, and is {after.Phase} now: look at it again."
            : after.Reviews?.Any(each => each.Reviewer == review.Reviewer && each.IssuedAt >= review.IssuedAt) is true
            ? $"{review.Reviewer} signed {after.Cid} off at that second or later: sign again if the newest review is not what you mean."
            : $"{after.Cid} has as many reviews as are kept of {review.Reviewer}, or at all.";

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
                Problem.BadIssueTime, $"issuedAt is {(seconds is null ? "missing" : seconds)}, and it is {now.ToUnixTimeSeconds()} here, in Unix seconds: sign again, and answer the wallet within ten minutes; if you did, set the clock of the machine that signs.");
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

    /// <summary>Where a site is configured, its directory says who was a pathologist at the time that was signed, and anybody can ask it the same later.</summary>
    private async Task RequireStandingAsync(Address reviewer, DateTimeOffset issuedAt, CancellationToken cancellationToken)
    {
        if (site.Directory is { } directory
            && !await directory.WasPathologistAsync(reviewer, issuedAt, cancellationToken).OrUnavailableAsync($"Whether {reviewer} is a pathologist of site {directory.Site} could not be asked"))
        {
            throw new ProblemException(
                Problem.NotOfSite, $"{reviewer} was no pathologist of site {directory.Site} at the time that was signed: sign with an account that is, or have the site's admin grant it that role.");
        }
    }
}
