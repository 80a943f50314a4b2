namespace PathoChain.Content;

/// <summary>A stored image as the rest of the system knows it.</summary>
/// <param name="Cid">Identifier of the encrypted envelope.</param>
/// <param name="Digest">SHA-256 in the CID, 32 bytes: what the chain registers.</param>
/// <param name="EnvelopeBytes">Length of the padded envelope.</param>
/// <param name="WrappedKey">Opens the envelope; not part of it.</param>
/// <param name="Blocks">What it is cut into, the root last.</param>
public sealed record StoredEnvelope(Cid Cid, byte[] Digest, long EnvelopeBytes, WrappedDek WrappedKey, IReadOnlyList<Cid> Blocks)
{
    /// <summary>Longest envelope.</summary>
    public const int MaxBytes = Envelope.MaxBytes;

    /// <summary>Whether bytes begin and are as long as an envelope is; what is in it only its key tells.</summary>
    public static bool IsForm(ReadOnlySpan<byte> bytes) => Envelope.IsForm(bytes);
}
