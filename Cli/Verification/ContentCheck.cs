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
        yield return envelopeFile is null
            ? Finding.Open("Whether the encrypted image has that CID was not looked at: give it by --envelope.")
            : OfEnvelope(evidence, envelopeFile, BoundedFile.Read(envelopeFile, StoredEnvelope.MaxBytes));
    }

    private static Finding OfEnvelope(Evidence evidence, string file, ReadOnlyMemory<byte> envelope)
    {
        if (!StoredEnvelope.IsForm(envelope.Span))
        {
            return Finding.Fails($"{file} ({envelope.Length} bytes) is no encrypted image of this system."); // such as the root of its tree, whose SHA-256 is the same
        }

        var cid = ContentAddress.Of(envelope);
        return cid == evidence.Cid && envelope.Length == evidence.EnvelopeBytes
            ? Finding.Holds($"{file} ({envelope.Length} bytes) has that CID.")
            : Finding.Fails($"{file} ({envelope.Length} bytes) has the CID {cid}, while the evidence is of {evidence.EnvelopeBytes} bytes and {evidence.Cid}.");
    }
}
