using System.Numerics;

namespace PathoChain.Registry.Signing;

/// <summary>What a registrant signs so that somebody else can register a digest for them: <c>ImageRegistry.registerFor</c>.</summary>
/// <param name="Registrant">Who registers.</param>
/// <param name="Digest">SHA-256 of the image's envelope.</param>
/// <param name="Deadline">Unix seconds of the last block time at which it counts, below 2^256.</param>
public sealed record RegistrationRequest(Address Registrant, Hash32 Digest, BigInteger Deadline)
{
    /// <summary>The typed data for one registry.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is negative or 2^256 or more.</exception>
    public TypedData ToTypedData(long chainId, Address registry) => new(
        new("PathoChain ImageRegistry", "1", chainId, registry),
        new("Registration", [TypedField.Account("registrant", Registrant), TypedField.Bytes32("digest", Digest), TypedField.Number("deadline", 256, Deadline)]));
}
