using System.Runtime.CompilerServices;
using System.Text.Json;
using PathoChain.Registry;
using PathoChain.Registry.Signing;
using static PathoChain.Cli.Verification.TrustedChain;

namespace PathoChain.Cli.Verification;

/// <summary>Whether those who are said to have signed results off did, by their keys; with a site, whether its directory called them pathologists.</summary>
internal static class ReviewCheck
{
    /// <param name="chain">What is trusted.</param>
    /// <param name="evidence">Of the image.</param>
    /// <param name="site">Whose pathologists they have to have been, if that matters.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RegistryException">The node does not answer.</exception>
    public static async IAsyncEnumerable<Finding> RunAsync(TrustedChain chain, Evidence evidence, Hash32? site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (evidence.Reviews is not { Count: > 0 } reviews)
        {
            yield return Finding.Open("The file holds no sign-off of a result.");
            yield break;
        }

        foreach (var review in reviews)
        {
            var signed = Signed(chain, evidence, review);
            yield return signed.Verdict is Verdict.Holds && site is { } id ? await StandingAsync(chain, review, signed, id, cancellationToken) : signed;
        }
    }

    private static Finding Signed(TrustedChain chain, Evidence evidence, SignedReview signed)
    {
        var verdict = JsonSerializer.Serialize(signed.Verdict); // with nothing in it that a terminal would obey
        var said = $"{signed.Reviewer} signed the result of {Utc(signed.ResultOf)} off as {verdict}, at {Utc(signed.IssuedAt)} by its own clock";
        if (evidence.Results.FirstOrDefault(each => each.ClassifiedAt == signed.ResultOf) is not { } seen)
        {
            return Finding.Fails($"It is said that {said}, but no result in this file is of that time.");
        }

        if (!chain.Is(signed.ChainId, signed.Contract))
        {
            return Finding.Fails($"It is said that {said}, for another registry: {signed.Contract} on chain {signed.ChainId}.");
        }

        if (signed.IssuedAt < DateTimeOffset.UnixEpoch)
        {
            return Finding.Fails($"It is said that {said}, for which there is no signature.");
        }

        var statement = seen.StatementOf(evidence.Cid);
        var review = new Review(evidence.Digest, statement.Digest, statement.ModelsDigest, signed.Verdict, signed.IssuedAt);
        return signed.Signature.Recover(review.ToTypedData(signed.ChainId, signed.Contract).Hash()) == new Recovered(signed.Reviewer)
            ? Finding.Holds($"{said}: {(seen == evidence.Result ? "the one in this file" : "an earlier one")}.")
            : Finding.Fails($"It is said that {said}, but the signature is not of its key, or of something else.");
    }

    private static async Task<Finding> StandingAsync(TrustedChain chain, SignedReview review, Finding signed, Hash32 site, CancellationToken cancellationToken) =>
        await (await chain.DirectoryAsync(site, cancellationToken)).WasPathologistAsync(review.Reviewer, review.IssuedAt, cancellationToken)
            ? Finding.Holds($"{signed.Text} It was a pathologist of site {site} then.")
            : Finding.Fails($"{signed.Text} It was no pathologist of site {site} then.");
}
