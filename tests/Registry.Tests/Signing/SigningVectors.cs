using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using PathoChain.Registry.Signing;
using PathoChain.Registry.Siwe;

namespace PathoChain.Registry.Tests.Signing;

/// <summary>What viem signs, as chain/scripts/signing-vectors.ts wrote it; hex without 0x.</summary>
internal sealed record SigningVectors(
    string Wallet,
    IReadOnlyList<SigningVectors.SignatureVector> Signatures,
    IReadOnlyList<SigningVectors.PersonalMessageVector> PersonalMessages,
    IReadOnlyList<SigningVectors.RegistrationVector> Registrations,
    IReadOnlyList<SigningVectors.ReviewVector> Reviews,
    IReadOnlyList<SigningVectors.SignInVector> SignIns)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static SigningVectors Viem { get; } = JsonSerializer.Deserialize<SigningVectors>(
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests", "Registry.Tests", "Vectors", "signing.json")), Strict)!;

    public static Hash32 Hash(string hex) => Hash32.Parse($"0x{hex}");

    public static Address Account(string hex) => Address.Parse($"0x{hex}");

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    public sealed record SignatureVector(string Hash, string Signature, string Signer);

    public sealed record PersonalMessageVector(string Message, string Hash, string Signature, string Signer);

    public sealed record RegistrationVector(long ChainId, string Registry, string Registrant, string Digest, string Deadline, string Hash, string Signature)
    {
        public TypedData ToTypedData() => new RegistrationRequest(Account(Registrant), SigningVectors.Hash(Digest), BigInteger.Parse(Deadline))
            .ToTypedData(ChainId, Account(Registry));
    }

    public sealed record ReviewVector(
        long ChainId,
        string Registry,
        string ContentDigest,
        string ResultDigest,
        string ModelsDigest,
        string Verdict,
        long IssuedAt,
        string Hash,
        string Signature,
        string Signer)
    {
        public TypedData ToTypedData() =>
            new Review(SigningVectors.Hash(ContentDigest), SigningVectors.Hash(ResultDigest), SigningVectors.Hash(ModelsDigest), Verdict, DateTimeOffset.FromUnixTimeSeconds(IssuedAt))
                .ToTypedData(ChainId, Account(Registry));
    }

    public sealed record SignInVector(SignInFields Fields, string Message, string Signature)
    {
        public SiweMessage ToMessage() => new()
        {
            Scheme = Fields.Scheme,
            Domain = Fields.Domain,
            Address = Account(Fields.Address),
            Statement = Fields.Statement,
            Uri = Fields.Uri,
            ChainId = Fields.ChainId,
            Nonce = Fields.Nonce,
            IssuedAt = Fields.IssuedAt,
            ExpirationTime = Fields.ExpirationTime,
            NotBefore = Fields.NotBefore,
            RequestId = Fields.RequestId,
            Resources = Fields.Resources,
        };
    }

    public sealed record SignInFields(
        string? Scheme,
        string Domain,
        string Address,
        string? Statement,
        string Uri,
        string Version,
        long ChainId,
        string Nonce,
        DateTimeOffset IssuedAt,
        DateTimeOffset? ExpirationTime,
        DateTimeOffset? NotBefore,
        string? RequestId,
        IReadOnlyList<string>? Resources);
}
