using System.Text;
using System.Text.Json.Nodes;

namespace PathoChain.Registry.Signing;

/// <summary>A struct of EIP-712 whose fields are no structs or arrays themselves: we sign none that are.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="Fields">In the order of the type.</param>
public sealed record TypedStruct(string Name, IReadOnlyList<TypedField> Fields)
{
    /// <summary>encodeType: for example <c>Registration(address registrant,bytes32 digest,uint256 deadline)</c>.</summary>
    public string Type => $"{Name}({string.Join(',', Fields.Select(each => $"{each.Type} {each.Name}"))})";

    /// <summary>hashStruct: Keccak-256 of the type's hash and the fields' words.</summary>
    public Hash32 Hash() => Keccak256.Hash([.. Keccak256.Hash(Encoding.ASCII.GetBytes(Type)).ToBytes(), .. Fields.SelectMany(field => field.Word)]);

    internal JsonArray TypeJson() => [.. Fields.Select(field => new JsonObject { ["name"] = field.Name, ["type"] = field.Type })];

    internal JsonObject ValueJson() => new(Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Json.DeepClone())));
}
