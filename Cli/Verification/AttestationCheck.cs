using PathoChain.Registry;
using static PathoChain.Cli.Verification.TrustedChain;

namespace PathoChain.Cli.Verification;

/// <summary>Whether the registrant stands by the result that the evidence has.</summary>
internal static class AttestationCheck
{
    private const string WordOfTheGiver = "any result in this file is the word of whoever gave it to you, but for what is signed off below";

    /// <summary>Where the file names nobody who could have attested.</summary>
    public static readonly Finding NotLookedAt = Finding.Open($"Whether anybody attested to a result was not looked at: {WordOfTheGiver}.");

    /// <param name="chain">What is trusted.</param>
    /// <param name="evidence">Of the image.</param>
    /// <param name="registrant">Who registered it.</param>
    /// <param name="site">For which the registrant has to have spoken then, too, if that matters.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RegistryException">The node does not answer.</exception>
    public static async Task<Finding> RunAsync(TrustedChain chain, Evidence evidence, Address registrant, Hash32? site, CancellationToken cancellationToken)
    {
        if (await chain.Views.AttestationOfAsync(registrant, evidence.Digest, cancellationToken) is not { } attestation)
        {
            return Finding.Open($"{registrant} attested to no result on the chain: {WordOfTheGiver}.");
        }

        var attested = $"{registrant} attested at {Utc(attestation.At)} to";
        if (evidence.Result?.StatementOf(evidence.Cid).IsOf(attestation) is not true)
        {
            return evidence.EarlierResults.FirstOrDefault(earlier => earlier.StatementOf(evidence.Cid).IsOf(attestation)) is { } other
                ? Finding.Open($"{attested} an earlier result in this file, that of {Utc(other.ClassifiedAt)}: the present one is the word of whoever gave it to you.")
                : Finding.Fails($"{attested} another result, {attestation.ResultDigest}, than any in this file: it was changed, or saved before that one was found.");
        }

        if (site is { } id && !await (await chain.DirectoryAsync(id, cancellationToken)).SpokeAsync(registrant, attestation.At, cancellationToken))
        {
            return Finding.Fails($"{attested} the result in this file, but did not speak for site {id} then.");
        }

        var text = $"{attested} the result in this file, {attestation.ResultDigest}, without its warnings, and to the files of its models";
        return await chain.IsSettledAsync(attestation.At, cancellationToken) ? Finding.Holds($"{text}.") : Finding.HoldsSoFar($"{text}; that may still be taken back.");
    }
}
