using System.Numerics;
using System.Text.Json.Nodes;
using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

public sealed class TypedDataTests
{
    private static readonly Address Account = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static readonly Address Registry = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static readonly Hash32 Digest = Keccak256.Hash("envelope"u8);

    [Fact]
    public void Registrations_agree_with_viem()
    {
        foreach (var vector in SigningVectors.Viem.Registrations)
        {
            var hash = vector.ToTypedData().Hash();

            hash.Should().Be(SigningVectors.Hash(vector.Hash));
            EcdsaSignature.Recover(hash, SigningVectors.Bytes(vector.Signature)).Should().Be(new Recovered(SigningVectors.Account(vector.Registrant)));
        }
    }

    [Fact]
    public void Reviews_agree_with_viem()
    {
        foreach (var vector in SigningVectors.Viem.Reviews)
        {
            var hash = vector.ToTypedData().Hash();

            hash.Should().Be(SigningVectors.Hash(vector.Hash));
            EcdsaSignature.Recover(hash, SigningVectors.Bytes(vector.Signature)).Should().Be(new Recovered(SigningVectors.Account(vector.Signer)));
        }
    }

    [Fact]
    public void A_wallet_gets_the_types_and_values_that_are_hashed()
    {
        var json = new RegistrationRequest(Account, Digest, 1_795_000_000).ToTypedData(31337, Registry).ToJson();

        JsonNode.DeepEquals(json, JsonNode.Parse($$"""
            {
              "types": {
                "EIP712Domain": [
                  { "name": "name", "type": "string" }, { "name": "version", "type": "string" },
                  { "name": "chainId", "type": "uint256" }, { "name": "verifyingContract", "type": "address" }
                ],
                "Registration": [{ "name": "registrant", "type": "address" }, { "name": "digest", "type": "bytes32" }, { "name": "deadline", "type": "uint256" }]
              },
              "primaryType": "Registration",
              "domain": { "name": "PathoChain ImageRegistry", "version": "1", "chainId": 31337, "verifyingContract": "{{Registry}}" },
              "message": { "registrant": "{{Account}}", "digest": "{{Digest}}", "deadline": 1795000000 }
            }
            """)).Should().BeTrue(json.ToJsonString());
    }

    [Theory]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("9007199254740992", "\"9007199254740992\"")]
    public void A_number_that_JavaScript_cannot_hold_is_written_as_text(string deadline, string json) =>
        new RegistrationRequest(Account, Digest, BigInteger.Parse(deadline)).ToTypedData(1, Registry)
            .ToJson()["message"]!["deadline"]!.ToJsonString().Should().Be(json);

    [Fact]
    public void A_number_that_does_not_fit_its_type_is_refused()
    {
        FluentActions.Invoking(() => TypedField.Number("deadline", 256, -1)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*deadline*");
        FluentActions.Invoking(() => TypedField.Number("deadline", 256, BigInteger.Pow(2, 256))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*deadline*");
        FluentActions.Invoking(() => TypedField.Number("verdict", 8, 256)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*verdict*");
    }
}
