using System.Runtime.CompilerServices;
using System.Text.Json;
using PathoChain.Registry;
using PathoChain.Registry.Signing;
using static PathoChain.Cli.Verification.TrustedChain;

namespace PathoChain.Cli.Verification;

/// <summary>Whether those who are said to have signed results off did, by their keys; with a site, whether its directory called them pathologists.</summary>
internal static class ReviewCheck
{
    /// <summary>How far the clock of who signed may be from others, as servers take it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

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

        var directory = site is { } id ? await chain.DirectoryAsync(id, cancellationToken) : null;
        foreach (var review in reviews)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var signed = Signed(chain, evidence, review);
            yield return signed.Verdict is Verdict.Holds && directory is not null ? await StandingAsync(chain, directory, review, signed, cancellationToken) : signed;
        }

        if (directory is null)
        {
            yield return Finding.Open("Whether those who signed off were pathologists was not looked at, and anybody can make a key: give the id of their site by --site.");
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
            return Finding.Open($"It is said that {said}, for another registry, {signed.Contract} on chain {signed.ChainId}: that was not looked at.");
        }

        if (signed.IssuedAt < DateTimeOffset.UnixEpoch || signed.ResultOf - signed.IssuedAt > Tolerance)
        {
            return Finding.Fails($"It is said that {said}, which is before there was that result.");
        }

        if (signed.IssuedAt - DateTimeOffset.UtcNow > Tolerance)
        {
            return Finding.Open($"It is said that {said}, which is yet to come by the clock of this machine: that was not looked at.");
        }

        var statement = seen.StatementOf(evidence.Cid);
        var review = new Review(evidence.Digest, statement.Digest, statement.ModelsDigest, signed.Verdict, signed.IssuedAt);
        return signed.Signature.Recover(review.ToTypedData(signed.ChainId, signed.Contract).Hash()) == new Recovered(signed.Reviewer)
            ? Finding.Holds($"{said}: {(seen == evidence.Result ? "the one in this file" : "an earlier one")}.")
            : Finding.Fails($"It is said that {said}, but the signature is not of its key, or of something else.");
    }

    private static async Task<Finding> StandingAsync(TrustedChain chain, SiteDirectoryClient directory, SignedReview review, Finding signed, CancellationToken cancellationToken)
    {
        if (!await directory.WasPathologistAsync(review.Reviewer, review.IssuedAt, cancellationToken))
        {
            return Finding.Fails($"{signed.Text} It was no pathologist of site {directory.Site} then.");
        }

        var text = $"{signed.Text} It was a pathologist of site {directory.Site} then";
        return await chain.IsSettledAsync(review.IssuedAt, cancellationToken) ? Finding.Holds($"{text}.") : Finding.HoldsSoFar($"{text}; that may still be taken back.");
    }
}
