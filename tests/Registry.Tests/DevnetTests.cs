using System.Security.Cryptography;

namespace PathoChain.Registry.Tests;

public sealed class DevnetTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
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
        (await registry.GetBlockAsync(head)).Should().Be(new BlockHeader(head, receipt.BlockHash));
        (await registry.GetRegistrationsAsync(head, head)).Should().Equal(
            new RegisteredEvent(digest, account.Address, receipt.TransactionHash, head, receipt.BlockHash, LogIndex: 0));
    }

    private static Hash32 NewDigest() => Hash32.FromBytes(RandomNumberGenerator.GetBytes(Hash32.Size));
}
