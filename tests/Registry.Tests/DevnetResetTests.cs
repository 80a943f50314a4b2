using System.Text.Json;

namespace PathoChain.Registry.Tests;

public sealed class DevnetResetTests
{
    [Fact]
    public async Task What_one_test_did_to_a_devnet_the_next_one_does_not_see()
    {
        await using var devnet = await Devnet.StartAsync();
        using var http = new HttpClient();
        var rpc = new JsonRpcClient(http, devnet.Url);
        var registry = new ImageRegistryClient(rpc, Deployment.Load(devnet.DeploymentFile));
        var account = await UnlockedAccount.OpenAsync(rpc, 0);
        var (head, balance) = (await registry.HeadAsync(), await BalanceAsync());
        await account.RegisterAsync(registry, Keccak256.Hash("mined"u8));
        await devnet.CallAsync("evm_increaseTime", "0x1000");
        await devnet.SetAutomineAsync(false);
        var waiting = await account.SendAsync(registry.Deployment.Address, ImageRegistryClient.RegisterCall(Keccak256.Hash("waiting"u8)));
        await devnet.CallAsync("hardhat_setBalance", $"{account.Address}", "0x1000000000000000000000");
        await devnet.CallAsync("hardhat_setCode", $"{registry.Deployment.Address}", "0x");

        await devnet.ResetAsync();

        (await registry.HeadAsync()).Should().Be(head);
        (await BalanceAsync()).Should().Be(balance);
        (await devnet.CallAsync("eth_getTransactionByHash", $"{waiting}")).ValueKind.Should().Be(JsonValueKind.Null);
        await registry.VerifyAsync();
        (await account.RegisterAsync(registry, Keccak256.Hash("mined"u8)).WaitAsync(TimeSpan.FromSeconds(30))).Status.Should().Be(TransactionStatus.Succeeded, "it mines at once again");
        (await registry.GetBlockAsync(head + 1))!.Time.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));

        async Task<string> BalanceAsync() => (await devnet.CallAsync("eth_getBalance", $"{account.Address}", "latest")).GetString()!;
    }
}
