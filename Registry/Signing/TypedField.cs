using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace PathoChain.Registry.Signing;

/// <summary>One field of a struct of EIP-712: name, type, and value, both as the 32 bytes that are hashed and as the JSON that wallets read.</summary>
public sealed class TypedField
{
    // The largest integer that JavaScript, and so many a wallet, holds exactly: 2^53 - 1.
    private const long MaxJsonNumber = 9_007_199_254_740_991;

    private TypedField(string name, string type, byte[] word, JsonValue json) => (Name, Type, Word, Json) = (name, type, word, json);

    public string Name { get; }

    /// <summary>The Solidity type.</summary>
    public string Type { get; }

    internal byte[] Word { get; }

    internal JsonValue Json { get; }

    /// <summary>A field of type <c>address</c>.</summary>
    public static TypedField Account(string name, Address value) =>
        new(name, "address", [.. new byte[Hash32.Size - Address.Size], .. value.ToBytes()], JsonValue.Create(value.ToString()));

    /// <summary>A field of type <c>bytes32</c>.</summary>
    public static TypedField Bytes32(string name, Hash32 value) => new(name, "bytes32", value.ToBytes(), JsonValue.Create(value.ToString()));

    /// <summary>A field of type <c>string</c>, which is hashed.</summary>
    public static TypedField Text(string name, string value) =>
        new(name, "string", Keccak256.Hash(Encoding.UTF8.GetBytes(value)).ToBytes(), JsonValue.Create(value));

    /// <summary>A field of type <c>uint8</c> to <c>uint256</c>; in JSON a number, or decimal digits above 2^53 - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit into <paramref name="bits"/>.</exception>
    public static TypedField Number(string name, int bits, BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Sign, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.GetBitLength(), bits, name);
        return new(name, $"uint{bits}", UnsignedWord.Write(value), value <= MaxJsonNumber ? JsonValue.Create((long)value) : JsonValue.Create($"{value}"));
    }
}
