using PathoChain.Registry.Signing;
using PathoChain.Registry.Siwe;
using PathoChain.Registry.Tests.Signing;

namespace PathoChain.Registry.Tests.Siwe;

/// <summary>Sign-ins by accounts and contract wallets of a devnet.</summary>
public sealed class SiweDevnetTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    private const string Nonce = "0123456789abcdef";
    private static readonly SiweExpectation Expected = new("localhost:5173", "http://localhost:5173", 31337);

    [Fact]
    public async Task An_account_signs_in_with_its_key()
    {
        var account = await fixture.AccountAsync(0);
        var text = Message(account);

        (await VerifyAsync(text, await fixture.PersonalSignAsync(account, text))).Should().Match<SiweAccepted>(
            accepted => accepted.By == SignedBy.Key && accepted.Message.Address == account);
    }

    [Fact]
    public async Task A_contract_wallet_signs_in_by_its_owner()
    {
        var (owner, other) = (await fixture.AccountAsync(1), await fixture.AccountAsync(2));
        var text = Message(await fixture.DeployWalletAsync(owner));

        (await VerifyAsync(text, await fixture.PersonalSignAsync(owner, text))).Should().Match<SiweAccepted>(accepted => accepted.By == SignedBy.Contract);
        (await VerifyAsync(text, await fixture.PersonalSignAsync(other, text))).Should().Match<SiweNotSigned>(
            refused => refused.Signature.Reason == SignatureRefusal.ContractRefused);
    }

    [Fact]
    public async Task Nobody_signs_in_as_another_account()
    {
        var text = Message(await fixture.AccountAsync(3));

        (await VerifyAsync(text, await fixture.PersonalSignAsync(await fixture.AccountAsync(4), text))).Should().Match<SiweNotSigned>(
            refused => refused.Signature.Reason == SignatureRefusal.NotItsKey);
    }

    private static string Message(Address account) => new SiweMessage
    {
        Scheme = "http",
        Domain = Expected.Domain,
        Address = account,
        Statement = "Sign in to PathoChain.",
        Uri = Expected.Uri,
        ChainId = Expected.ChainId,
        Nonce = Nonce,
        IssuedAt = DateTimeOffset.UtcNow,
    }.ToText();

    private Task<SiweVerdict> VerifyAsync(string text, byte[] signature) =>
        new SiweVerifier(new SignatureVerifier(fixture.Rpc, 31337), new GivenNonces(Nonce), TimeProvider.System).VerifyAsync(text, signature, Expected);
}
