using PathoChain.Registry.Relay;

namespace PathoChain.Registry.Tests.Relay;

/// <summary>What a real node says, and what it shows, of an account that sends.</summary>
public sealed class SignerOnDevnetTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    private static readonly Fees Usual = new(10_000_000_000, 1_000_000_000);

    private AccountReader Reader => new(fixture.Rpc);

    private Deployment Deployment => fixture.Registry.Deployment;

    [Fact]
    public async Task Outcomes_of_a_node_that_mines_at_once()
    {
        var signer = await SignerAsync(10);
        var call = Register("at once");

        (await signer.SendAsync(call with { Nonce = 0 })).Should().BeOfType<Accepted>();
        (await signer.SendAsync(call with { Nonce = 0 })).Should().Be(new NonceTooLow());
        (await signer.SendAsync(Register("another") with { Nonce = 9 })).Should().BeOfType<Refused>();
        (await signer.SendAsync(Register("another") with { Nonce = 1, Fees = new(1, 1) })).Should().Be(new Underpriced());
        (await Reader.TransactionCountAsync(signer.Account, await fixture.Registry.HeadAsync())).Should().Be(1);
        (await Reader.TransactionCountAsync(signer.Account, 0)).Should().Be(0);
    }

    [Fact]
    public async Task Outcomes_of_a_node_that_keeps_transactions_waiting()
    {
        var signer = await SignerAsync(11);
        await fixture.Devnet.SetAutomineAsync(false);
        try
        {
            var call = Register("waiting") with { Nonce = 0 };
            (await signer.SendAsync(call)).Should().BeOfType<Accepted>();
            (await signer.SendAsync(call)).Should().Be(new AlreadyKnown());
            (await signer.SendAsync(call with { Fees = new(10_000_000_001, 1_000_000_001) })).Should().Be(new Underpriced());
            (await signer.SendAsync(call with { Fees = Usual.Bump(Usual, Fees.Highest)!.Value })).Should().BeOfType<Accepted>();
            await fixture.Devnet.MineAsync();
            (await signer.SendAsync(call)).Should().Be(new NonceTooLow());
        }
        finally
        {
            await fixture.Devnet.SetAutomineAsync(true);
        }
    }

    [Fact]
    public async Task An_account_that_is_empty_or_not_the_nodes_is_told()
    {
        var empty = await SignerAsync(12);
        await fixture.Devnet.CallAsync("hardhat_setBalance", empty.Account.ToString(), "0x0");
        var stranger = new ExternalSigner(fixture.Rpc, Deployment.Address, Deployment.ChainId);

        (await empty.SendAsync(Register("no funds"))).Should().Be(new InsufficientFunds());
        (await stranger.SendAsync(Register("no key"))).Should().BeOfType<Refused>();
    }

    [Fact]
    public async Task An_estimate_is_gas_or_what_the_contract_would_say()
    {
        var signer = await SignerAsync(13);
        var call = Register("estimate");

        (await Reader.EstimateAsync(signer.Account, Deployment.Address, call.Data)).Should().BeOfType<Estimated>().Which.Gas.Should().BeInRange(40_000, 50_000);
        await signer.SendAsync(call);
        (await Reader.EstimateAsync(signer.Account, Deployment.Address, call.Data)).Should().Be(
            new WouldRevert(new AlreadyRegistered(signer.Account, Keccak256.Hash("estimate"u8))));
    }

    [Fact]
    public async Task Suggested_fees_are_mined()
    {
        var signer = await SignerAsync(14);
        var fees = await Reader.SuggestFeesAsync(Fees.Highest);

        fees.MaxFeePerGas.Should().BeGreaterThan(fees.MaxPriorityFeePerGas);
        (await signer.SendAsync(Register("suggested") with { Fees = fees })).Should().BeOfType<Accepted>();
        (await Reader.SuggestFeesAsync(7)).Should().Be(new Fees(7, 7));
    }

    [Fact]
    public async Task An_event_is_found_however_many_blocks_lie_on_it()
    {
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 15);
        var digest = Keccak256.Hash("found"u8);
        var receipt = await account.RegisterAsync(fixture.Registry, digest);
        await fixture.Devnet.MineAsync(4_500);
        var head = await fixture.Registry.HeadAsync();
        var finder = new EventFinder(fixture.Rpc, Deployment);
        var place = new EventPlace(receipt.TransactionHash, receipt.BlockNumber, receipt.BlockHash);

        (await finder.RegisteredAsync(digest, account.Address, 0, head)).Should().Be(place);
        (await finder.RegisteredAsync(digest, account.Address, receipt.BlockNumber, receipt.BlockNumber)).Should().Be(place);
        (await finder.RegisteredAsync(digest, account.Address, receipt.BlockNumber + 1, head)).Should().BeNull();
        (await finder.RegisteredAsync(digest, Deployment.Address, 0, head)).Should().BeNull();
        (await finder.AnchoredAsync(digest, account.Address, 0, head)).Should().BeNull();
    }

    [Fact]
    public async Task The_devnet_calls_its_newest_block_final()
    {
        var depth = await ChainDepth.ReadAsync(fixture.Rpc);

        depth.Finalized.Should().Be(depth.Head);
    }

    private static OutgoingTransaction Register(string words) => new(
        default, ImageRegistryClient.RegisterCall(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(words))), 0, 100_000, Usual);

    private async Task<RegistrySigner> SignerAsync(int account) =>
        new(new ExternalSigner(fixture.Rpc, (await UnlockedAccount.OpenAsync(fixture.Rpc, account)).Address, Deployment.ChainId), Deployment.Address);

    /// <summary>Sends to the registry.</summary>
    private sealed class RegistrySigner(ExternalSigner signer, Address registry)
    {
        public Address Account => signer.Account;

        public Task<SendOutcome> SendAsync(OutgoingTransaction transaction) => signer.SendAsync(transaction with { To = registry });
    }
}
