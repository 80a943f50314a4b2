using System.Collections.Concurrent;
using System.Diagnostics;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>Sending while nodes, answers, blocks and silos go away. However it goes, each call is on the chain once.</summary>
public sealed class RelayFaultTests
{
    [Fact]
    public async Task Answers_that_are_lost_after_the_node_has_mined_send_nothing_twice()
    {
        await using var bench = await RelayBench.StartAsync();
        var sends = 0;
        bench.Node.Choose = method => method == "eth_sendTransaction" && sends++ % 3 != 2 ? Fault.AnswerLost : Fault.None;

        var calls = await bench.SubmitAsync(0, 6);
        await bench.AllFinalAsync(calls);

        sends.Should().Be(6, "what is on the chain is not sent again");
        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task Answers_that_are_lost_while_the_transaction_waits_have_the_same_one_sent_again()
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.Devnet.SetAutomineAsync(false);
        var sends = 0;
        bench.Node.Choose = method => method == "eth_sendTransaction" && sends++ % 3 != 2 ? Fault.AnswerLost : Fault.None;

        var calls = await bench.SubmitAsync(0, 6);
        await bench.UntilAsync(calls[5], RelayPhase.Sent);
        await bench.MineUntilFinalAsync(calls);

        sends.Should().BeGreaterThan(6);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task Any_call_may_be_lost_on_its_way_or_on_its_way_back()
    {
        await using var bench = await RelayBench.StartAsync();
        var random = new Random(1);
        bench.Node.Choose = _ =>
        {
            lock (random)
            {
                return random.Next(12) switch { 0 => Fault.Lost, 1 => Fault.AnswerLost, _ => Fault.None };
            }
        };

        var calls = await bench.SubmitAsync(0, 12);
        await bench.AllFinalAsync(calls);

        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

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
        await using var bench = await RelayBench.StartAsync();
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

    [Fact]
    public async Task A_signer_that_cannot_pay_is_tried_ever_more_rarely_and_goes_on_once_it_can()
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.SetBalanceAsync("0x0");
        var sends = new ConcurrentQueue<long>();
        bench.Node.Choose = method =>
        {
            if (method == "eth_sendTransaction")
            {
                sends.Enqueue(Stopwatch.GetTimestamp());
            }

            return Fault.None;
        };

        var calls = await bench.SubmitAsync(0, 1);
        (await bench.ProblemAsync(problem => problem is not null)).Should().Contain("cannot pay");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (sends.Count < 7)
        {
            await Task.Delay(50, limit.Token);
        }

        Stopwatch.GetElapsedTime(sends.First(), sends.ElementAt(6)).Should().BeGreaterThan(
            TimeSpan.FromSeconds(6), "from 0.1 s, each wait is twice the one before");

        await bench.SetBalanceAsync("0xde0b6b3a7640000");
        await bench.AllFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task A_node_that_never_answers_holds_nobody_up()
    {
        await using var bench = await RelayBench.StartAsync();
        using var hang = new ManualResetEventSlim();
        bench.Node.Choose = method =>
        {
            hang.Wait(TimeSpan.FromSeconds(60));
            return Fault.None;
        };

        await bench.Relay.SubmitAsync(bench.AnchorOf(0)).WaitAsync(TimeSpan.FromSeconds(5));
        await Task.Delay(200);
        await bench.Relay.SubmitAsync(bench.AnchorOf(1)).WaitAsync(TimeSpan.FromSeconds(5));
        (await bench.Relay.GetAsync().WaitAsync(TimeSpan.FromSeconds(5))).Waiting.Should().Be(2);

        hang.Set();
        await bench.AllFinalAsync([bench.AnchorOf(0), bench.AnchorOf(1)]);
    }
}
