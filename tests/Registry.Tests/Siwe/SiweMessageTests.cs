using FsCheck;
using FsCheck.Fluent;
using PathoChain.Registry.Signing;
using PathoChain.Registry.Siwe;
using PathoChain.Registry.Tests.Signing;

namespace PathoChain.Registry.Tests.Siwe;

public sealed class SiweMessageTests
{
    // The three examples of ERC-4361.
    [Theory]
    [InlineData("example.com", null, "example.com")]
    [InlineData("example.com:3388", null, "example.com:3388")]
    [InlineData("https://example.com", "https", "example.com")]
    public void The_examples_of_the_specification_are_read(string origin, string? scheme, string domain)
    {
        var text = $"""
            {origin} wants you to sign in with your Ethereum account:
            0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2

            I accept the ExampleOrg Terms of Service: https://example.com/tos

            URI: https://example.com/login
            Version: 1
            Chain ID: 1
            Nonce: 32891756
            Issued At: 2021-09-30T16:25:24Z
            Resources:
            - ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/
            - https://example.com/my-web2-claim.json
            """;

        SiweMessage.TryParse(text, out var message, out _).Should().BeTrue();

        message.Should().BeEquivalentTo(new SiweMessage
        {
            Scheme = scheme,
            Domain = domain,
            Address = Address.Parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"),
            Statement = "I accept the ExampleOrg Terms of Service: https://example.com/tos",
            Uri = "https://example.com/login",
            ChainId = 1,
            Nonce = "32891756",
            IssuedAt = new(2021, 9, 30, 16, 25, 24, TimeSpan.Zero),
            Resources = ["ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/", "https://example.com/my-web2-claim.json"],
        });
    }

    [Fact]
    public void Messages_of_viem_are_read_and_written_and_their_signers_found()
    {
        foreach (var vector in SigningVectors.Viem.SignIns)
        {
            SiweMessage.TryParse(vector.Message, out var message, out var fault).Should().BeTrue($"{fault} in {vector.Message}");

            message.Should().BeEquivalentTo(vector.ToMessage(), vector.Message);
            vector.ToMessage().ToText().Should().Be(vector.Message);
            EcdsaSignature.Recover(PersonalMessage.Hash(vector.Message), SigningVectors.Bytes(vector.Signature)).Should().Be(new Recovered(message!.Address));
        }
    }

    [Fact]
    public void What_is_written_is_read_back() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(SiweArbitrary.Messages, message =>
    {
        SiweMessage.TryParse(message.ToText(), out var read, out _).Should().BeTrue(message.ToText());
        read.Should().BeEquivalentTo(message);
    }));

    [Fact]
    public void A_changed_character_makes_no_message_or_one_of_another_signer() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(SiweArbitrary.Mutations, mutation =>
        {
            var vector = SigningVectors.Viem.SignIns[mutation.Message];
            var text = mutation.Apply(vector.Message);
            return text == vector.Message
                || !SiweMessage.TryParse(text, out var message, out _)
                || EcdsaSignature.Recover(PersonalMessage.Hash(text), SigningVectors.Bytes(vector.Signature)) != new Recovered(message.Address);
        }));

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(SiweArbitrary.Texts, text =>
            SiweMessage.TryParse(text, out var message, out _) == (message is not null)));

    [Fact]
    public void A_message_has_at_most_4096_characters()
    {
        var message = SigningVectors.Viem.SignIns[0].ToMessage();
        var statement = new string('x', SiweMessage.MaxLength - message.ToText().Length - 1);
        var longest = (message with { Statement = statement }).ToText();

        longest.Should().HaveLength(SiweMessage.MaxLength);
        SiweMessage.TryParse(longest, out _, out _).Should().BeTrue();
        SiweMessage.TryParse(longest.Replace(statement, $"{statement}x"), out _, out var fault).Should().BeFalse();
        fault.Should().Be(SiweFault.Length);
        FluentActions.Invoking(() => (message with { Statement = $"{statement}x" }).ToText()).Should().Throw<ArgumentException>().WithMessage("*4097*");
    }

    public static TheoryData<string, SiweMessage> Unwritable
    {
        get
        {
            var good = SigningVectors.Viem.SignIns[0].ToMessage();
            return new()
            {
                { "Scheme", good with { Scheme = "1http" } },
                { "Domain", good with { Domain = "" } },
                { "Domain", good with { Domain = "a.example\nb.example" } },
                { "Statement", good with { Statement = "two\nlines" } },
                { "Statement", good with { Statement = "grün" } },
                { "Uri", good with { Uri = "/login" } },
                { "ChainId", good with { ChainId = 0 } },
                { "Nonce", good with { Nonce = "1234567" } },
                { "RequestId", good with { RequestId = "a/b" } },
                { "Resources", good with { Resources = ["https://a.example", "b"] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void A_field_of_another_form_is_not_written(string field, SiweMessage message) =>
        message.Invoking(m => m.ToText()).Should().Throw<ArgumentException>().WithParameterName(field);
}
