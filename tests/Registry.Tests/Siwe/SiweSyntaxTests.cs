using PathoChain.Registry.Siwe;

namespace PathoChain.Registry.Tests.Siwe;

/// <summary>One message with every field, and what is wrong with it after one change.</summary>
public sealed class SiweSyntaxTests
{
    private const string Opening = "https://pathochain.example wants you to sign in with your Ethereum account:";
    private const string Account = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    private static readonly string Good = string.Join('\n',
        Opening, Account, "", "Sign in.", "", "URI: https://pathochain.example/login", "Version: 1", "Chain ID: 31337", "Nonce: a1B2c3D4",
        "Issued At: 2026-11-24T15:00:00Z", "Expiration Time: 2026-11-24T15:10:00Z", "Not Before: 2026-11-24T14:59:00Z", "Request ID: r", "Resources:", "- urn:a:b", "- urn:c:d");

    public static TheoryData<string, string, SiweFault> Changes => new()
    {
        { Good, "", SiweFault.Opening },
        { Opening, "https://pathochain.example wants you to sign in with your ethereum account:", SiweFault.Opening },
        { Opening, $"{Opening} ", SiweFault.Opening },
        { Opening, $"\n{Opening}", SiweFault.Opening },
        { Opening, $"{Opening}\r", SiweFault.Opening },
        { "https://pathochain", "1https://pathochain", SiweFault.Scheme },
        { "https://pathochain", "://pathochain", SiweFault.Scheme },
        { "https://pathochain.example wants", "https:// wants", SiweFault.Domain },
        { "https://pathochain.example wants", " wants", SiweFault.Domain },
        { "https://pathochain.example wants", "https://pathochain.example/ wants", SiweFault.Domain },
        { "https://pathochain.example wants", "https://pathochain.example  wants", SiweFault.Domain },
        { "https://pathochain.example wants", "https://pathochain.example:80a wants", SiweFault.Domain },
        { "https://pathochain.example wants", "https://pathöchain.example wants", SiweFault.Domain },
        { "https://pathochain.example wants", "https://[1.2.3.4] wants", SiweFault.Domain },
        { Account, Account.ToLowerInvariant(), SiweFault.Address },
        { Account, "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", SiweFault.Address },
        { Account, Account[2..], SiweFault.Address },
        { Account, $"{Account} ", SiweFault.Address },
        { $"{Account}\n\n", $"{Account}\n", SiweFault.EmptyLines },
        { "Sign in.\n\n", "Sign in.\n", SiweFault.EmptyLines },
        { "Sign in.\n\n", "", SiweFault.EmptyLines },
        { "Sign in.\n\n", "Sign in.\nTwice.\n\n", SiweFault.EmptyLines },
        { "Sign in.\n\n", "Sign in.\n\n\n", SiweFault.Uri },
        { "Sign in.", "Sign in\r", SiweFault.Statement },
        { "Sign in.", "Sign in\t", SiweFault.Statement },
        { "Sign in.", "Sign in %", SiweFault.Statement },
        { "Sign in.", "Sign \"in\"", SiweFault.Statement },
        { "Sign in.", "Sign in für", SiweFault.Statement },
        { "URI: https://pathochain.example/login", "URI: /login", SiweFault.Uri },
        { "URI: https", "URI:  https", SiweFault.Uri },
        { "URI: https", "uri: https", SiweFault.Uri },
        { "URI: https://pathochain.example/login\n", "", SiweFault.Uri },
        { "Version: 1", "Version: 2", SiweFault.Version },
        { "Version: 1", "Version: 01", SiweFault.Version },
        { "Version: 1", "Version: 1 ", SiweFault.Version },
        { "Version: 1", "Version: 1\nVersion: 1", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: 031337", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: 0", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: ", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: -1", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: +1", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: 0x7a69", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: 31,337", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: 9223372036854775808", SiweFault.ChainId },
        { "Chain ID: 31337", "Chain ID: ٣", SiweFault.ChainId },
        { "Chain ID: 31337\nNonce: a1B2c3D4", "Nonce: a1B2c3D4\nChain ID: 31337", SiweFault.ChainId },
        { "a1B2c3D4", "a1B2c3D", SiweFault.Nonce },
        { "a1B2c3D4", "a1B2c3D_", SiweFault.Nonce },
        { "a1B2c3D4", "a1B2c3D4é", SiweFault.Nonce },
        { "Issued At: 2026-11-24T15:00:00Z\n", "", SiweFault.IssuedAt },
        { "15:00:00Z", "15:00:00", SiweFault.IssuedAt },
        { "15:10:00Z", "15:10:00", SiweFault.ExpirationTime },
        { "14:59:00Z", "24:00:00Z", SiweFault.NotBefore },
        { "Request ID: r", "Request ID: a/b", SiweFault.RequestId },
        { "Request ID: r", "Request ID: %4", SiweFault.RequestId },
        { "Request ID: r", "Request ID: r\nRequest ID: r", SiweFault.UnexpectedLine },
        { "Request ID: r", "Name: r", SiweFault.UnexpectedLine },
        { "Request ID: r", "request ID: r", SiweFault.UnexpectedLine },
        { "Request ID: r\n", "Request ID: r\n\n", SiweFault.UnexpectedLine },
        { "Expiration Time: 2026-11-24T15:10:00Z\nNot Before: 2026-11-24T14:59:00Z", "Not Before: 2026-11-24T14:59:00Z\nExpiration Time: 2026-11-24T15:10:00Z", SiweFault.UnexpectedLine },
        { "Resources:", "Resources: ", SiweFault.UnexpectedLine },
        { "- urn:a:b", "urn:a:b", SiweFault.Resources },
        { "- urn:a:b", "- urn", SiweFault.Resources },
        { "- urn:a:b", "- ", SiweFault.Resources },
        { "- urn:c:d", "- urn:c:d\n", SiweFault.Resources },
        { "- urn:c:d", "- urn:c:d\nRequest ID: r", SiweFault.Resources },
        { "\nResources:\n- urn:a:b\n- urn:c:d", "\n", SiweFault.UnexpectedLine },
    };

    [Fact]
    public void The_message_is_good() => SiweMessage.TryParse(Good, out _, out _).Should().BeTrue();

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_change_is_refused_with_the_part_it_is_in(string old, string changed, SiweFault expected)
    {
        Good.Should().Contain(old);

        SiweMessage.TryParse(Good.Replace(old, changed), out var message, out var fault).Should().BeFalse();

        message.Should().BeNull();
        fault.Should().Be(expected);
    }

    [Theory]
    [InlineData("\n\nSign in.\n\n", "\n\n\n", null)]
    [InlineData("\n\nSign in.\n\n", "\n\n\n\n", "")]
    [InlineData("Sign in.", "URI: https://evil.example", "URI: https://evil.example")]
    public void A_statement_may_be_missing_empty_or_look_like_a_field(string old, string changed, string? statement)
    {
        SiweMessage.TryParse(Good.Replace(old, changed), out var message, out _).Should().BeTrue();

        message!.Statement.Should().Be(statement);
        message.Uri.Should().Be("https://pathochain.example/login");
    }
}
