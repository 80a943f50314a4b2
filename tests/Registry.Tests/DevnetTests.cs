using System.Security.Cryptography;

namespace PathoChain.Registry.Tests;

public sealed class DevnetTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    [Fact]
    public async Task The_deployed_registry_is_recognised()
    {
        await fixture.Registry.VerifyAsync();

        fixture.Registry.Deployment.DeploymentBlock.Should().Be(1);
    }

    [Fact]
    public async Task A_registration_is_seen_as_its_event_and_its_receipt()
    {
        var registry = fixture.Registry;
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 0);
        var digest = NewDigest();

        var receipt = await account.RegisterAsync(registry, digest);

        receipt.Status.Should().Be(TransactionStatus.Succeeded);
        receipt.GasUsed.Should().BeInRange(40_000, 46_000);
        var head = await registry.HeadAsync();
        receipt.BlockNumber.Should().Be(head);
        var block = (await registry.GetBlockAsync(head))!;
        block.Hash.Should().Be(receipt.BlockHash);
        block.Time.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        (await registry.GetRegistrationsAsync(head, head)).Should().Equal(
            new RegisteredEvent(digest, account.Address, receipt.TransactionHash, head, receipt.BlockHash, LogIndex: 0));
    }

    [Fact]
    public async Task A_second_registration_by_the_same_account_is_refused_with_the_decoded_reason()
    {
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 1);
        var digest = NewDigest();
        await account.RegisterAsync(fixture.Registry, digest);

        var failure = await account.Invoking(a => a.RegisterAsync(fixture.Registry, digest)).Should().ThrowAsync<TransactionRevertedException>();

        failure.Which.Reason.Should().Be(new AlreadyRegistered(account.Address, digest));
        failure.Which.Message.Should().Contain(account.Address.ToString()).And.Contain(digest.ToString());
    }

    [Fact]
    public async Task Two_accounts_can_register_the_same_digest()
    {
        var from = await fixture.Registry.HeadAsync() + 1;
        var digest = NewDigest();
        var accounts = new[] { await UnlockedAccount.OpenAsync(fixture.Rpc, 2), await UnlockedAccount.OpenAsync(fixture.Rpc, 3) };

        foreach (var account in accounts)
        {
            await account.RegisterAsync(fixture.Registry, digest);
        }

        var events = await fixture.Registry.GetRegistrationsAsync(from, await fixture.Registry.HeadAsync());
        events.Should().OnlyContain(e => e.Digest == digest);
        events.Select(e => e.Registrant).Should().Equal(accounts.Select(a => a.Address));
    }

    [Fact]
    public async Task The_zero_digest_is_refused_with_the_decoded_reason()
    {
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 0);

        var failure = await account.Invoking(a => a.RegisterAsync(fixture.Registry, default)).Should().ThrowAsync<TransactionRevertedException>();

        failure.Which.Reason.Should().Be(new ZeroDigest());
    }

    [Fact]
    public async Task A_transaction_waits_for_its_block()
    {
        await fixture.Devnet.SetAutomineAsync(false);
        try
        {
            var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 4);
            var hash = await account.SendAsync(fixture.Registry.Deployment.Address, ImageRegistryClient.RegisterCall(NewDigest()));
            (await fixture.Registry.GetReceiptAsync(hash)).Should().BeNull();

            await fixture.Devnet.MineAsync();

            (await fixture.Registry.GetReceiptAsync(hash))!.BlockNumber.Should().Be(await fixture.Registry.HeadAsync());
        }
        finally
        {
            await fixture.Devnet.SetAutomineAsync(true);
        }
    }

    [Fact]
    public async Task A_block_beyond_the_head_is_null() =>
        (await fixture.Registry.GetBlockAsync(1_000_000)).Should().BeNull();

    [Fact]
    public async Task An_account_that_the_node_does_not_hold_is_refused() =>
        await FluentActions.Invoking(() => UnlockedAccount.OpenAsync(fixture.Rpc, 1_000)).Should().ThrowAsync<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData("0x", "*holds no contract*")]
    [InlineData("0x6001", "*has hash*")]
    public async Task A_chain_that_lost_the_contract_or_has_other_code_in_its_place_is_said(string code, string message)
    {
        var snapshot = await fixture.Devnet.SnapshotAsync();
        try
        {
            await fixture.Devnet.CallAsync("hardhat_setCode", fixture.Registry.Deployment.Address.ToString(), code);

            await fixture.Registry.Invoking(r => r.VerifyAsync()).Should().ThrowAsync<ContractMissingException>().WithMessage(message);
        }
        finally
        {
            await fixture.Devnet.RevertAsync(snapshot);
        }
    }

    [Fact]
    public async Task A_reorganisation_takes_the_registration_back_and_gives_its_block_another_hash()
    {
        var registry = fixture.Registry;
        var snapshot = await fixture.Devnet.SnapshotAsync();
        var receipt = await (await UnlockedAccount.OpenAsync(fixture.Rpc, 0)).RegisterAsync(registry, NewDigest());

        await fixture.Devnet.RevertAsync(snapshot);
        await fixture.Devnet.MineAsync(2);

        (await registry.GetReceiptAsync(receipt.TransactionHash)).Should().BeNull();
        (await registry.GetRegistrationsAsync(receipt.BlockNumber, receipt.BlockNumber)).Should().BeEmpty();
        (await registry.GetBlockAsync(receipt.BlockNumber))!.Hash.Should().NotBe(receipt.BlockHash);
    }

    private static Hash32 NewDigest() => Hash32.FromBytes(RandomNumberGenerator.GetBytes(Hash32.Size));
}
