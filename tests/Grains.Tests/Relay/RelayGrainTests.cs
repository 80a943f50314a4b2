using System.Globalization;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>Sending through a real node, each test's own.</summary>
public sealed class RelayGrainTests
{
    [Fact]
    public async Task More_calls_than_may_wait_at_a_node_are_each_sent_once()
    {
        await using var bench = await RelayBench.StartAsync();

        var calls = await bench.SubmitAsync(0, 40);
        var again = await bench.SubmitAsync(0, 40);
        await bench.AllFinalAsync(calls);

        again.Should().Equal(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
        (await bench.Relay.GetAsync()).Should().Be(new RelayStatus(bench.Signer.ToString(), 0, null));
    }

    [Fact]
    public async Task Calls_wait_for_their_blocks_and_are_final_only_with_their_confirmations()
    {
        await using var bench = await RelayBench.StartAsync(confirmations: 3);
        await bench.Devnet.SetAutomineAsync(false);

        var calls = await bench.SubmitAsync(0, 5);
        await bench.PendingAsync(5);
        await bench.Devnet.MineAsync();
        var mined = await bench.UntilAsync(calls[4], RelayPhase.Mined);
        mined.BlockNumber.Should().Be(3);
        mined.TransactionHash.Should().StartWith("0x");

        await bench.Devnet.MineAsync();
        await Task.Delay(500);
        (await bench.Relay.FindAsync(calls[4].Id))!.Phase.Should().Be(RelayPhase.Mined);
        await bench.Devnet.MineAsync();
        await bench.AllFinalAsync(calls);

        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task What_the_contract_refuses_is_not_sent_and_says_why()
    {
        await using var bench = await RelayBench.StartAsync();
        var zero = bench.AnchorOf(0) with { Data = bench.AnchorOf(0).Data.Replace(bench.AnchorOf(0).Hash[2..], new string('0', 64), StringComparison.Ordinal) };

        await bench.Relay.SubmitAsync(zero);

        (await bench.UntilAsync(zero, RelayPhase.Refused)).Reason.Should().Contain("ZeroDigest");
        (await bench.TransactionCountAsync()).Should().Be(0);

        var right = bench.AnchorOf(0);
        await bench.Relay.SubmitAsync(right);
        await bench.UntilAsync(right, RelayPhase.Final);
    }

    [Fact]
    public async Task What_is_on_the_chain_already_is_done_without_a_transaction()
    {
        await using var bench = await RelayBench.StartAsync();
        var call = bench.AnchorOf(0);
        var sent = (await bench.Devnet.CallAsync("eth_sendTransaction", Transaction(bench, call))).GetString();

        await bench.Relay.SubmitAsync(call);

        (await bench.UntilAsync(call, RelayPhase.Final)).TransactionHash.Should().Be(sent);
        await bench.ShouldHaveAnchoredOnceAsync([call]);
    }

    [Fact]
    public async Task What_was_done_and_is_gone_is_sent_again_when_it_is_asked_for_again()
    {
        await using var bench = await RelayBench.StartAsync();
        var fork = await bench.Devnet.SnapshotAsync();
        var calls = await bench.SubmitAsync(0, 1);
        await bench.AllFinalAsync(calls);
        await bench.SubmitAsync(0, 1);
        await bench.AllFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);

        await bench.Devnet.RevertAsync(fork);
        (await bench.TransactionCountAsync()).Should().Be(0);
        await bench.SubmitAsync(0, 1);
        await bench.AllFinalAsync(calls);

        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task A_transaction_that_is_not_mined_offers_more_with_the_same_nonce()
    {
        await using var bench = await RelayBench.StartAsync(bumpAfter: "00:00:01");
        await bench.Devnet.SetAutomineAsync(false);
        var calls = await bench.SubmitAsync(0, 2);
        var first = (await bench.UntilAsync(calls[0], call => call.TransactionHash is not null)).TransactionHash!;
        var offered = await FeeAsync(bench, first);

        var second = (await bench.UntilAsync(calls[0], call => call.TransactionHash != first)).TransactionHash!;

        (await FeeAsync(bench, second)).Should().BeGreaterThanOrEqualTo(offered * 11 / 10);
        await bench.MineUntilFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
    }

    [Fact]
    public async Task A_signer_without_funds_is_said_and_goes_on_once_it_has_some()
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.Devnet.CallAsync("hardhat_setBalance", bench.Signer.ToString(), "0x0");
        var calls = await bench.SubmitAsync(0, 3);

        (await bench.ProblemAsync(problem => problem is not null)).Should().Contain(bench.Signer.ToString()).And.Contain("cannot pay");

        await bench.Devnet.CallAsync("hardhat_setBalance", bench.Signer.ToString(), "0xde0b6b3a7640000");
        await bench.AllFinalAsync(calls);
        await bench.ShouldHaveAnchoredOnceAsync(calls);
        await bench.ProblemAsync(problem => problem is null);
    }

    [Fact]
    public async Task An_outbox_that_is_full_takes_no_more()
    {
        await using var bench = await RelayBench.StartAsync();
        await bench.Devnet.SetAutomineAsync(false);
        await bench.SubmitAsync(0, PathoChain.Grains.Relay.RelayState.Capacity);

        (await bench.Relay.SubmitAsync(bench.AnchorOf(1_000))).Should().BeNull();
    }

    [Fact]
    public async Task A_call_that_waits_gives_way_to_a_newer_one_whatever_was_being_asked_about_the_older()
    {
        await using var bench = await RelayBench.StartAsync();
        var newer = bench.AnchorOf(0);
        var refused = newer with { Data = newer.Data.Replace(newer.Hash[2..], new string('0', 64), StringComparison.Ordinal) };
        using var isAsked = new SemaphoreSlim(0);
        using var mayAnswer = new ManualResetEventSlim();
        bench.Node.Choose = method =>
        {
            if (method == "eth_estimateGas")
            {
                isAsked.Release();
                mayAnswer.Wait(TimeSpan.FromSeconds(30));
            }

            return Fault.None;
        };
        await bench.Relay.SubmitAsync(refused);
        (await isAsked.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();

        var taken = await bench.Relay.SubmitAsync(newer);
        mayAnswer.Set();

        taken.Should().BeEquivalentTo(new { Phase = RelayPhase.Queued, IsAnother = false });
        (await bench.UntilAsync(newer, call => call.IsDone)).Phase.Should().Be(RelayPhase.Final);
        await bench.ShouldHaveAnchoredOnceAsync([newer]);
    }

    private static async Task<long> FeeAsync(RelayBench bench, string hash)
    {
        var transaction = await bench.Devnet.CallAsync("eth_getTransactionByHash", hash);
        return long.Parse(transaction.GetProperty("maxFeePerGas").GetString()![2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static object Transaction(RelayBench bench, RelayCall call) =>
        new { from = bench.Signer.ToString(), to = PathoChain.Registry.Deployment.Load(bench.Devnet.DeploymentFile).Address.ToString(), data = call.Data };
}
