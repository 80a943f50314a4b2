using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using PathoChain.Registry;

namespace PathoChain.EndToEnd.Tests.Privacy;

/// <summary>Decodes what is on the chain to the last byte, and accepts nothing but what the registry's calls and events are made of.</summary>
/// <param name="registry">Its address.</param>
/// <param name="hashes">Digests and roots that may be there: any other 32 bytes could hide something.</param>
internal sealed class KnownContent(Address registry, IReadOnlySet<Hash32> hashes)
{
    private const int Word = 32;

    private static readonly Dictionary<string, string> Calls = Named(
        "register(bytes32)",
        "registerFor(address,bytes32,uint256,bytes)",
        "registerBatch(bytes32[])",
        "anchor(bytes32,uint64)",
        "revoke(bytes32,uint8)");

    /// <summary>Arguments in the order of topics and data; our events have their indexed ones first.</summary>
    private static readonly Dictionary<string, string> Events = new[]
    {
        "Registered(bytes32,address)",
        "Anchored(bytes32,address,uint64)",
        "Revoked(bytes32,address,uint8)",
    }.ToDictionary(signature => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToString());

    private static readonly Lazy<string[]> CreationCodes = new(() => [.. new[] { "ImageRegistry", "SiteDirectory" }.Select(CreationCode)]);

    /// <summary>What is not accounted for in a transaction; nothing where it is all known.</summary>
    public string? Unknown(JsonElement transaction)
    {
        var input = transaction.GetProperty("input").GetString()!;
        if (transaction.GetProperty("value").GetString() is not "0x0" || transaction.GetProperty("accessList").GetArrayLength() > 0)
        {
            return "it carries a value or an access list";
        }

        if (transaction.GetProperty("to").GetString() is not { } to)
        {
            return CreationCodes.Value.Contains(input) ? null : "it creates an unknown contract";
        }

        if (Address.Parse(to) != registry || input.Length < 10 || !Calls.TryGetValue(input[..10], out var call))
        {
            return $"it is no call of the registry: {input}";
        }

        return Unknown(call, Convert.FromHexString(input.AsSpan(10)));
    }

    /// <inheritdoc cref="Unknown(JsonElement)"/>
    public string? UnknownInLog(JsonElement log)
    {
        var topics = log.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!).ToList();
        if (Address.Parse(log.GetProperty("address").GetString()!) != registry || !Events.TryGetValue(topics[0], out var signature))
        {
            return $"it is no event of the registry: {log}";
        }

        return Unknown(signature, [.. topics.Skip(1).SelectMany(topic => Convert.FromHexString(topic.AsSpan(2))), .. Convert.FromHexString(log.GetProperty("data").GetString().AsSpan(2))]);
    }

    private string? Unknown(string signature, byte[] data)
    {
        string[] types = [.. signature[(signature.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',')];
        var tail = types.Length * Word;
        for (var index = 0; index < types.Length; index++)
        {
            if (data.Length < (index + 1) * Word)
            {
                return $"{signature} is too short";
            }

            var word = data[(index * Word)..((index + 1) * Word)];
            var problem = types[index] switch
            {
                "bytes32" => UnknownHash(word),
                "address" => word.AsSpan(0, 12).ContainsAnyExcept((byte)0) ? "an address has padding" : null,
                "bytes32[]" or "bytes" => UnknownTail(types[index], data, Number(word), ref tail),
                _ => word.AsSpan(0, 24).ContainsAnyExcept((byte)0) ? "a number has more than 64 bits" : null,
            };
            if (problem is not null)
            {
                return $"{signature}: {problem}";
            }
        }

        return data.Length == tail ? null : $"{signature} is followed by {data.Length - tail} bytes";
    }

    /// <summary>An argument of any length, which must come next.</summary>
    private string? UnknownTail(string type, byte[] data, ulong offset, ref int tail)
    {
        if (offset != (ulong)tail || data.Length < tail + Word)
        {
            return "a gap";
        }

        var count = (int)Number(data[tail..(tail + Word)]);
        var content = data[(tail + Word)..];
        tail += Word + (type == "bytes" ? (count + Word - 1) / Word * Word : count * Word);
        if (data.Length < tail)
        {
            return "too short";
        }

        return type == "bytes"
            ? count == 65 && !content.AsSpan(65).ContainsAnyExcept((byte)0) ? null : "bytes that are no signature"
            : content.Chunk(Word).Select(UnknownHash).FirstOrDefault(problem => problem is not null);
    }

    private string? UnknownHash(byte[] word) => hashes.Contains(Hash32.FromBytes(word)) ? null : $"an unknown hash {Convert.ToHexString(word)}";

    private static ulong Number(byte[] word) => BinaryPrimitives.ReadUInt64BigEndian(word.AsSpan(Word - 8));

    private static Dictionary<string, string> Named(params string[] signatures) =>
        signatures.ToDictionary(signature => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToString()[..10]);

    private static string CreationCode(string contract)
    {
        var file = Path.Combine(RepositoryRoot.Path, "chain", "artifacts", "contracts", $"{contract}.sol", $"{contract}.json");
        return JsonElement.Parse(File.ReadAllText(file)).GetProperty("bytecode").GetString()!;
    }
}
