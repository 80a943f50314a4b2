namespace PathoChain.Api.Attestation;

/// <summary>How a result is attested to, and whether it is.</summary>
/// <param name="Statement">What is attested to: the JSON of which <paramref name="ResultDigest"/> is the SHA-256.</param>
/// <param name="ResultDigest">0x and hex.</param>
/// <param name="ModelsDigest">SHA-256 of the hashes of the models that voted, 0x and hex.</param>
/// <param name="Registrant">The account that can attest to it: the one that registered the image, EIP-55.</param>
/// <param name="Call">What its wallet sends.</param>
/// <param name="Attested">The newest attestation of that account on the chain, which may still be taken back; <see langword="null"/> if there is none.</param>
/// <param name="Withdrawn">When that account withdrew the image, after which the registry takes no attestation; <see langword="null"/> if it did not.</param>
internal sealed record AttestationView(
    string Statement, string ResultDigest, string ModelsDigest, string Registrant, AttestationCall Call, AttestedView? Attested, DateTimeOffset? Withdrawn);

/// <summary><c>ImageRegistry.attest(digest, resultDigest, modelsDigest)</c>.</summary>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="To">Address of the registry, EIP-55.</param>
/// <param name="Data">Calldata, 0x and hex.</param>
internal sealed record AttestationCall(long ChainId, string To, string Data);

/// <param name="At">Time of its block, UTC.</param>
/// <param name="Result">To which result.</param>
internal sealed record AttestedView(DateTimeOffset At, AttestedResult Result);

/// <summary>Which result an attestation is of.</summary>
internal enum AttestedResult
{
    /// <summary>The one that the image has now.</summary>
    Present,

    /// <summary>One that it had before.</summary>
    Earlier,

    /// <summary>None that it has or had here.</summary>
    Unknown,
}
