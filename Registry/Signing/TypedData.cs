using System.Text.Json.Nodes;

namespace PathoChain.Registry.Signing;

/// <summary>What <c>eth_signTypedData_v4</c> signs (EIP-712).</summary>
public sealed record TypedData(Eip712Domain Domain, TypedStruct Message)
{
    /// <summary>Keccak-256 of 0x1901, the domain's separator and the message's hash.</summary>
    public Hash32 Hash() => Keccak256.Hash([0x19, 0x01, .. Domain.ToStruct().Hash().ToBytes(), .. Message.Hash().ToBytes()]);

    /// <summary>The second parameter of <c>eth_signTypedData_v4</c>.</summary>
    public JsonObject ToJson()
    {
        var domain = Domain.ToStruct();
        return new()
        {
            ["types"] = new JsonObject { [domain.Name] = domain.TypeJson(), [Message.Name] = Message.TypeJson() },
            ["primaryType"] = Message.Name,
            ["domain"] = domain.ValueJson(),
            ["message"] = Message.ValueJson(),
        };
    }
}
