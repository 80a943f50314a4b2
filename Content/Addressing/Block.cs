namespace PathoChain.Content;

/// <summary>Bytes and the identifier they hash to.</summary>
internal sealed record Block(Cid Cid, ReadOnlyMemory<byte> Bytes);
