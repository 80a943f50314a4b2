using PathoChain.Content;
using PathoChain.Registry;

namespace PathoChain.Cli.Verification;

/// <summary>Whether the CID is of the digest, and of the encrypted image if that is there.</summary>
internal static class ContentCheck
{
    /// <param name="evidence">What was saved.</param>
    /// <param name="envelopeFile">The encrypted image, if there is one.</param>
    /// <exception cref="EvidenceException">The file cannot be read, or is larger than any envelope.</exception>
    public static IEnumerable<Finding> Of(Evidence evidence, string? envelopeFile)
    {
        var digest = Hash32.FromBytes(evidence.Cid.Digest);
        yield return digest == evidence.Digest
            ? Finding.Holds($"The digest in {evidence.Cid} is {digest}.")
            : Finding.Fails($"The digest in {evidence.Cid} is {digest}, not {evidence.Digest}.");
        if (envelopeFile is null)
        {
            yield return Finding.Open("Whether the encrypted image has that CID was not looked at: give it by --envelope.");
            yield break;
        }

        var envelope = BoundedFile.Read(envelopeFile, StoredEnvelope.MaxBytes);
        var cid = ContentAddress.Of(envelope);
        yield return cid == evidence.Cid
            ? Finding.Holds($"{envelopeFile} ({envelope.Length} bytes) has that CID.")
            : Finding.Fails($"{envelopeFile} ({envelope.Length} bytes) has the CID {cid}.");
    }
}
