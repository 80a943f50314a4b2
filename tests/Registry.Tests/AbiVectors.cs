namespace PathoChain.Registry.Tests;

/// <summary>What viem encodes of ImageRegistry, as chain/scripts/abi-vectors.ts wrote it; hex without 0x.</summary>
internal sealed record AbiVectors(
    string Account, IReadOnlyList<string> Digests, AbiVectors.CallVectors Calls, AbiVectors.ResultVectors Results,
    IReadOnlyDictionary<string, string> Errors, IReadOnlyDictionary<string, string> Topics)
{
    public static AbiVectors Viem { get; } = Vectors.Read<AbiVectors>("abi.json");

    public sealed record SizedCall(int Length, string Data);

    public sealed record CallVectors(
        string Register, IReadOnlyList<SizedCall> RegisterFor, IReadOnlyList<SizedCall> RegisterBatch, string Revoke, string Attest, string Anchor,
        string RegisteredAt, string RevocationOf, string AttestationOf, string AnchorOf, IReadOnlyList<SizedCall> VerifyAnchored);

    public sealed record ResultVectors(string RegisteredAt, string RevocationOf, string AttestationOf, string AnchorOf, string VerifyAnchored);
}
