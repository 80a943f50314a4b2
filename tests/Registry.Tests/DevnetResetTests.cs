namespace PathoChain.Registry.Tests;

public sealed class DevnetResetTests
{
    [Fact]
    public async Task What_one_test_did_to_a_devnet_the_next_one_does_not_see()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var devnet = await Devnet.StartAsync();
            using var http = new HttpClient();
            var rpc = new JsonRpcClient(http, devnet.Url);
            var registry = new ImageRegistryClient(rpc, Deployment.Load(devnet.DeploymentFile));
            var account = await UnlockedAccount.OpenAsync(rpc, 0);

            await ShouldBeNewAsync(devnet, registry, account);
            await DisturbAsync(devnet, registry, account);
        }
    }

    private static async Task ShouldBeNewAsync(Devnet devnet, ImageRegistryClient registry, UnlockedAccount account)
    {
        (await registry.HeadAsync()).Should().Be(2, "two contracts are deployed");
        (await devnet.CallAsync("eth_getBalance", $"{account.Address}", "latest")).GetString().Should().StartWith("0x21e19", "it is 10,000 ether but for the gas");
        (await devnet.CallAsync("eth_pendingTransactions")).GetArrayLength().Should().Be(0);
        await registry.VerifyAsync();

        var receipt = await account.RegisterAsync(registry, Keccak256.Hash("the same in each round"u8)).WaitAsync(TimeSpan.FromSeconds(30));

        receipt.BlockNumber.Should().Be(3);
        (await registry.GetBlockAsync(3))!.Time.Should().BeAfter(DateTimeOffset.UtcNow.AddSeconds(-30)).And.BeBefore(DateTimeOffset.UtcNow.AddSeconds(1));
    }

    private static async Task DisturbAsync(Devnet devnet, ImageRegistryClient registry, UnlockedAccount account)
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        await devnet.CallAsync("evm_increaseTime", "0x1000");
        await devnet.MineAsync();
        await devnet.SetAutomineAsync(false);
        await account.SendAsync(registry.Deployment.Address, ImageRegistryClient.RegisterCall(Keccak256.Hash("waiting"u8)));
        await devnet.CallAsync("hardhat_setBalance", $"{account.Address}", "0x1000000000000000000000");
        await devnet.CallAsync("hardhat_setCode", $"{registry.Deployment.Address}", "0x");
    }
}
