using System.Numerics;

namespace PathoChain.Registry.Signing;

/// <summary>What a pathologist signs to sign a result off.</summary>
/// <param name="ContentDigest">SHA-256 of the image's envelope.</param>
/// <param name="ModelHash">Of the models that gave the result.</param>
/// <param name="Verdict">Code of the pathologist's own reading.</param>
/// <param name="IssuedAt">Unix seconds.</param>
/// <param name="Nonce">Below 2^256; one for each review of a pathologist.</param>
public sealed record Review(Hash32 ContentDigest, Hash32 ModelHash, byte Verdict, ulong IssuedAt, BigInteger Nonce)
{
    /// <summary>The typed data in the given domain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The nonce is negative or 2^256 or more.</exception>
    public TypedData ToTypedData(Eip712Domain domain) => new(
        domain,
        new("Review",
        [
            TypedField.Bytes32("contentDigest", ContentDigest),
            TypedField.Bytes32("modelHash", ModelHash),
            TypedField.Number("verdict", 8, Verdict),
            TypedField.Number("issuedAt", 64, IssuedAt),
            TypedField.Number("nonce", 256, Nonce),
        ]));
}
