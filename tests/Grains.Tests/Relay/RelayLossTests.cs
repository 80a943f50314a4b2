namespace PathoChain.Grains.Tests.Relay;

/// <summary>Sending while silos, nodes, blocks and transactions go away. However it goes, each call is on the chain once.</summary>
public sealed class RelayLossTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silos_that_are_killed_in_mid_send_send_nothing_twice(bool automine)
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.Devnet.SetAutomineAsync(automine);
        var calls = new List<RelayCall>();
        for (var round = 0; round < 4; round++)
        {
            calls.AddRange(await bench.SubmitAsync(calls.Count, 5));
            await Task.Delay(40 * (round + 1));
            await bench.Cluster.KillAndRestartAsync();
            if (!automine && round % 2 == 1)
            {
                await bench.Devnet.MineAsync();
            }
        }

        await bench.MineUntilFinalAsync(calls);

        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task A_node_that_is_killed_in_mid_send_and_comes_back_empty_gets_all_that_was_not_final()
    {
        await using var bench = await RelayBench.StartAsync(confirmations: 2);
        await bench.Devnet.SetAutomineAsync(false);
        var calls = await bench.SubmitAsync(0, 6);
        await bench.PendingAsync(3);
        await bench.Devnet.MineAsync();

        await bench.Devnet.RestartAsync();
        await bench.MineUntilFinalAsync(calls);

        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task A_transaction_that_the_node_forgot_is_sent_again()
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.Devnet.SetAutomineAsync(false);
        var calls = await bench.SubmitAsync(0, 3);
        var first = await bench.UntilAsync(calls[0], call => call.TransactionHash is not null);
        await bench.PendingAsync(3);

        await bench.Devnet.CallAsync("hardhat_dropTransaction", first.TransactionHash!);

        await bench.MineUntilFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task A_block_that_is_taken_back_has_its_transactions_sent_again()
    {
        await using var bench = await RelayBench.StartAsync(confirmations: 3);
        await bench.Devnet.SetAutomineAsync(false);
        var fork = await bench.Devnet.SnapshotAsync();
        var calls = await bench.SubmitAsync(0, 4);
        await bench.PendingAsync(4);
        await bench.Devnet.MineAsync();
        await bench.UntilAsync(calls[3], RelayPhase.Mined);

        await bench.Devnet.RevertAsync(fork);
        await bench.UntilAsync(calls[3], call => call.Phase is RelayPhase.Sending or RelayPhase.Sent);

        await bench.MineUntilFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }
}
