using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Registry.Tests;

/// <summary>What viem computes, as chain/scripts/vectors.ts wrote it; hex without 0x.</summary>
internal sealed record Vectors(
    IReadOnlyList<Vectors.KeccakVector> Keccak,
    Vectors.FoldedKeccakVector FoldedKeccak,
    string ZeroDigest,
    IReadOnlyList<Vectors.RegistrationVector> Registrations)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static Vectors Viem { get; } = Read<Vectors>("viem.json");

    /// <summary>Reads a file of vectors, none of whose members may be unknown or missing.</summary>
    public static T Read<T>(string file) => JsonSerializer.Deserialize<T>(
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests", "Registry.Tests", "Vectors", file)), Strict)!;

    public sealed record KeccakVector(int Length, string Digest);

    public sealed record FoldedKeccakVector(int Count, string Digest);

    public sealed record RegistrationVector(string Digest, string Registrant, string Register, IReadOnlyList<string> Topics, string AlreadyRegistered);
}
