using System.Collections.Concurrent;
using System.Diagnostics;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>Sending while answers are lost, late or a refusal. However it goes, each call is on the chain once.</summary>
public sealed class RelayAnswerTests
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
