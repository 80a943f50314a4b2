using System.Text;
using PathoChain.Registry.Signing;

namespace PathoChain.Registry.Tests.Signing;

/// <summary>Signatures by the accounts of a devnet, and by contract wallets on it.</summary>
public sealed class SignatureVerifierTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    private const string Message = "grün 病理 🔬";
    private static readonly Hash32 Hash = PersonalMessage.Hash(Message);
    private static readonly Address Identity = Address.FromBytes([.. new byte[19], 4]);

    // Code that ignores what it is called with; the comments are its opcodes.
    public static TheoryData<string, string, SignatureRefusal> BadWallets => new()
    {
        { "reverts with nothing", "0x5f5ffd", SignatureRefusal.ContractFailed }, // PUSH0 PUSH0 REVERT
        { "reverts with the magic value", $"0x63{Magic}60e01b5f5260205ffd", SignatureRefusal.ContractFailed }, // PUSH4 magic PUSH1 224 SHL PUSH0 MSTORE PUSH1 32 PUSH0 REVERT
        { "fails", "0xfe", SignatureRefusal.ContractFailed }, // INVALID
        { "takes all the gas", "0x5b5f56", SignatureRefusal.ContractFailed }, // JUMPDEST PUSH0 JUMP
        { "stops", "0x00", SignatureRefusal.ContractRefused },
        { "answers zero", "0x60205ff3", SignatureRefusal.ContractRefused }, // PUSH1 32 PUSH0 RETURN
        { "answers true", "0x60015f5260205ff3", SignatureRefusal.ContractRefused }, // PUSH1 1 PUSH0 MSTORE PUSH1 32 PUSH0 RETURN
        { "answers the magic value at the wrong end", $"0x63{Magic}5f5260205ff3", SignatureRefusal.ContractRefused },
        { "answers the magic value in 4 bytes", $"0x63{Magic}60e01b5f5260045ff3", SignatureRefusal.ContractRefused },
        { "answers the magic value in 31 bytes", $"0x63{Magic}60e01b5f52601f5ff3", SignatureRefusal.ContractRefused },
        { "answers the magic value and another word", $"0x63{Magic}60e01b5f5260405ff3", SignatureRefusal.ContractRefused },
        { "answers the magic value and another bit", $"0x63{Magic}60e01b6001175f5260205ff3", SignatureRefusal.ContractRefused },
        { "echoes the call, which starts with the magic value", "0x365f5f37365ff3", SignatureRefusal.ContractRefused }, // CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 RETURN
    };

    private const string Magic = "1626ba7e";

    private SignatureVerifier Verifier => new(fixture.Rpc, 31337);

    [Fact]
    public async Task An_account_signs_with_its_key()
    {
        var (account, other) = (await AccountAsync(0), await AccountAsync(1));
        var signature = await PersonalSignAsync(account);

        (await Verifier.VerifyAsync(account, Hash, signature)).Should().Be(new SignatureAccepted(SignedBy.Key));
        (await Verifier.VerifyAsync(other, Hash, signature)).Should().BeOfType<SignatureRefused>()
            .Which.Should().Match<SignatureRefused>(refused => refused.Reason == SignatureRefusal.NotItsKey && refused.Detail.Contains($"{account}"));
        (await Verifier.VerifyAsync(account, PersonalMessage.Hash("another"), signature)).Should().Match<SignatureRefused>(refused => refused.Reason == SignatureRefusal.NotItsKey);
    }

    [Fact]
    public async Task A_wallet_signs_typed_data_from_our_json_and_the_registry_takes_the_signature()
    {
        var (registrant, sender) = (await AccountAsync(2), await UnlockedAccount.OpenAsync(fixture.Rpc, 3));
        var (registry, digest) = (fixture.Registry.Deployment.Address, Keccak256.Hash("envelope"u8));
        foreach (var deadline in new[] { 9_007_199_254_740_991, long.MaxValue })
        {
            var typedData = new RegistrationRequest(registrant, digest, deadline).ToTypedData(31337, registry);

            var signature = await fixture.SignTypedDataAsync(registrant, typedData);

            (await Verifier.VerifyAsync(registrant, typedData.Hash(), signature)).Should().Be(new SignatureAccepted(SignedBy.Key));
            EcdsaSignature.TryRead(signature, out var canonical, out _).Should().BeTrue();
            var call = ImageRegistryAbi.RegisterFor(registrant, digest, deadline, canonical!.ToBytes());
            await fixture.Devnet.CallAsync("eth_call", new { from = sender.Address.ToString(), to = registry.ToString(), data = Hex.Encode(call) }, "latest");
        }
    }

    [Fact]
    public async Task A_wallet_signs_a_review_from_our_json()
    {
        var reviewer = await AccountAsync(2);
        var review = new Review(Hash, default, Keccak256.Hash("models"u8), Review.NotAssessable, DateTimeOffset.UtcNow).ToTypedData(31337, reviewer);

        (await Verifier.VerifyAsync(reviewer, review.Hash(), await fixture.SignTypedDataAsync(reviewer, review))).Should().Be(new SignatureAccepted(SignedBy.Key));
    }

    [Fact]
    public async Task A_contract_wallet_says_yes_to_its_owner_only()
    {
        var (owner, other) = (await AccountAsync(4), await AccountAsync(5));
        var wallet = await fixture.DeployWalletAsync(owner);

        (await Verifier.VerifyAsync(wallet, Hash, await PersonalSignAsync(owner))).Should().Be(new SignatureAccepted(SignedBy.Contract));
        (await Verifier.VerifyAsync(wallet, Hash, await PersonalSignAsync(other))).Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.ContractRefused);
        (await Verifier.VerifyAsync(wallet, PersonalMessage.Hash("another"), await PersonalSignAsync(owner)))
            .Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.ContractRefused);
        (await Verifier.VerifyAsync(wallet, Hash, Array.Empty<byte>())).Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.ContractRefused);
    }

    [Fact]
    public async Task An_account_that_delegates_to_code_has_its_key_and_the_code()
    {
        var (account, owner, other) = (await AccountAsync(6), await AccountAsync(7), await AccountAsync(8));
        var wallet = await fixture.DeployWalletAsync(owner);
        await fixture.Devnet.CallAsync("hardhat_setCode", account.ToString(), $"0xef0100{wallet.ToString()[2..]}");

        (await Verifier.VerifyAsync(account, Hash, await PersonalSignAsync(account))).Should().Be(new SignatureAccepted(SignedBy.Key));
        (await Verifier.VerifyAsync(account, Hash, await PersonalSignAsync(owner))).Should().Be(new SignatureAccepted(SignedBy.Contract));
        (await Verifier.VerifyAsync(account, Hash, await PersonalSignAsync(other))).Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.ContractRefused);
    }

    [Theory]
    [MemberData(nameof(BadWallets))]
    public async Task A_contract_that_does_anything_but_say_yes_does_not_sign(string what, string code, SignatureRefusal reason)
    {
        var wallet = Address.FromBytes(Keccak256.Hash(Encoding.ASCII.GetBytes(what)).ToBytes().AsSpan(12));
        await fixture.Devnet.CallAsync("hardhat_setCode", wallet.ToString(), code);

        (await Verifier.VerifyAsync(wallet, Hash, await PersonalSignAsync(await AccountAsync(0)))).Should().Match<SignatureRefused>(no => no.Reason == reason, what);
    }

    // The control of the theory above: what differs from its entries is nothing but the answer.
    [Fact]
    public async Task A_contract_that_says_yes_to_everything_signs()
    {
        var wallet = Address.FromBytes(Keccak256.Hash("yes"u8).ToBytes().AsSpan(12));
        await fixture.Devnet.CallAsync("hardhat_setCode", wallet.ToString(), $"0x63{Magic}60e01b5f5260205ff3");

        (await Verifier.VerifyAsync(wallet, Hash, new byte[SignatureVerifier.MaxSignatureBytes])).Should().Be(new SignatureAccepted(SignedBy.Contract));
        (await Verifier.VerifyAsync(wallet, Hash, new byte[SignatureVerifier.MaxSignatureBytes + 1])).Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.TooLong);
    }

    [Fact]
    public async Task A_precompiled_contract_that_echoes_the_call_does_not_sign() =>
        (await Verifier.VerifyAsync(Identity, Hash, new byte[EcdsaSignature.Size])).Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.NotItsKey);

    [Fact]
    public async Task A_wallet_before_its_deployment_is_refused_and_told_what_to_do()
    {
        byte[] suffix = [.. Enumerable.Repeat<byte[]>([0x64, 0x92], 16).SelectMany(pair => pair)];
        var wallet = await fixture.DeployWalletAsync(await AccountAsync(0));

        (await Verifier.VerifyAsync(wallet, Hash, (byte[])[.. await PersonalSignAsync(await AccountAsync(0)), .. suffix]))
            .Should().Match<SignatureRefused>(no => no.Reason == SignatureRefusal.Undeployed && no.Detail.Contains("Deploy it"));
    }

    [Fact]
    public async Task A_node_of_another_chain_is_not_asked_about_a_contract() =>
        await new SignatureVerifier(fixture.Rpc, 1).Invoking(v => v.VerifyAsync(Identity, Hash, new byte[EcdsaSignature.Size]))
            .Should().ThrowAsync<WrongChainException>();

    private Task<Address> AccountAsync(int index) => fixture.AccountAsync(index);

    private Task<byte[]> PersonalSignAsync(Address account) => fixture.PersonalSignAsync(account, Message);
}
