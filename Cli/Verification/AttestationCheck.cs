using PathoChain.Registry;
using static PathoChain.Cli.Verification.TrustedChain;

namespace PathoChain.Cli.Verification;

/// <summary>Whether the registrant stands by the result that the evidence has.</summary>
internal static class AttestationCheck
{
    private const string WordOfTheGiver = "any result in this file is the word of whoever gave it to you";

    /// <exception cref="RegistryException">The node does not answer.</exception>
    public static async Task<Finding> RunAsync(TrustedChain chain, Evidence evidence, Address registrant, CancellationToken cancellationToken)
    {
        if (await chain.Views.AttestationOfAsync(registrant, evidence.Digest, cancellationToken) is not { } attestation)
        {
            return Finding.Open($"{registrant} attested to no result on the chain: {WordOfTheGiver}.");
        }

        var at = Utc(attestation.At);
        return evidence.Result is { } result && result.StatementOf(evidence).IsOf(attestation)
            ? Finding.Holds($"{registrant} attested at {at} to the result in this file, {attestation.ResultDigest}, and to the files of its models.")
            : evidence.EarlierResults.FirstOrDefault(earlier => earlier.StatementOf(evidence).IsOf(attestation)) is { } attested
            ? Finding.Open($"{registrant} attested at {at} to an earlier result in this file, that of {Utc(attested.ClassifiedAt)}: the present one is the word of whoever gave it to you.")
            : Finding.Fails($"{registrant} attested at {at} to another result, {attestation.ResultDigest}, than any in this file: it was changed, or saved before that one was found.");
    }
}
