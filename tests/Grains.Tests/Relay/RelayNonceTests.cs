namespace PathoChain.Grains.Tests.Relay;

/// <summary>Sending while the signer's nonces are not as the relay left them. However it goes, each call is on the chain once.</summary>
public sealed class RelayNonceTests
{
    [Fact]
    public async Task A_nonce_that_somebody_else_used_is_replaced_by_the_next_free_one()
    {
        await using var bench = await RelayBench.StartAsync(confirmations: 2);
        await bench.Devnet.SetAutomineAsync(false);
        var calls = await bench.SubmitAsync(0, 3);
        await bench.PendingAsync(3);

        await bench.Devnet.CallAsync("eth_sendTransaction", new
        {
            from = bench.Signer.ToString(),
            to = bench.Signer.ToString(),
            nonce = "0x1",
            gas = "0x5208",
            maxFeePerGas = "0x174876e800",
            maxPriorityFeePerGas = "0x174876e800",
        });

        await bench.MineUntilFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls, otherTransactions: 1);
    }

    [Fact]
    public async Task A_nonce_that_nobody_uses_any_more_is_filled()
    {
        await using var bench = await RelayBench.StartAsync(bumpAfter: "00:00:02");
        await bench.Devnet.SetAutomineAsync(false);
        var calls = await bench.SubmitAsync(0, 2);
        foreach (var call in calls)
        {
            // Then the relay has stored all that it knows, and its own write does not meet ours.
            await bench.UntilAsync(call, found => found.TransactionHash is not null);
        }

        await bench.Cluster.OverwriteAsync<PathoChain.Grains.Relay.RelayState>(bench.Relay, "relay", state => state with
        {
            Entries = [.. state.Entries.Select((entry, i) => entry with { Transaction = entry.Transaction! with { Nonce = 3 + i, Hashes = [] } })],
        });
        foreach (var transaction in (await bench.Devnet.CallAsync("eth_pendingTransactions")).EnumerateArray())
        {
            await bench.Devnet.CallAsync("hardhat_dropTransaction", transaction.GetProperty("hash").GetString()!);
        }

        await bench.Cluster.KillAndRestartAsync();
        await bench.MineUntilFinalAsync(calls);

        await bench.ShouldHaveAnchoredOnceAsync(calls, otherTransactions: 3);
    }
}
