namespace PathoChain.Registry.Tests;

public sealed class DevnetRestartTests
{
    private static readonly Hash32 Digest = Keccak256.Hash("envelope"u8);

    [Fact]
    public async Task A_killed_node_is_unreachable_and_its_successor_is_another_chain_with_an_empty_registry()
    {
        await using var devnet = await Devnet.StartAsync();
        using var http = new HttpClient();
        var rpc = new JsonRpcClient(http, devnet.Url, new JsonRpcOptions { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) });
        var registry = new ImageRegistryClient(rpc, Deployment.Load(devnet.DeploymentFile));
        var receipt = await (await UnlockedAccount.OpenAsync(rpc, 0)).RegisterAsync(registry, Digest);
        var genesis = await registry.GetBlockAsync(0);

        devnet.Stop();
        await registry.Invoking(r => r.HeadAsync()).Should().ThrowAsync<RpcUnreachableException>();

        await devnet.RestartAsync();
        await registry.VerifyAsync();
        (await registry.GetBlockAsync(0)).Should().NotBe(genesis);
        (await registry.GetReceiptAsync(receipt.TransactionHash)).Should().BeNull();
        (await registry.GetRegistrationsAsync(0, await registry.HeadAsync())).Should().BeEmpty();
    }
}
