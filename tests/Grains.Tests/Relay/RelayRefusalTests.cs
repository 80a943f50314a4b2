using PathoChain.Grains.Relay;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Grains.Tests.Relay;

/// <summary>What is paid for, and what becomes of a call that the signer refuses, and of those behind it.</summary>
public sealed class RelayRefusalTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly RelayCall Call = new(RelayKind.Registration, Registrations.Hash("an image"), "0xA", "0x01", "a CID");
    private static readonly RelayCall Behind = Call with { Hash = Registrations.Hash("another image") };
    private static readonly RelayRules Rules = new(
        Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
        Confirmations: 1,
        MaxFeePerGas: 100,
        MaxGas: 500_000,
        BumpAfter: TimeSpan.FromMinutes(1),
        ResendAfter: TimeSpan.FromSeconds(5),
        RefuseAfter: TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData(50_000, 62_500)]
    [InlineData(450_000, 500_000)]
    [InlineData(500_000, 500_000)]
    public void No_more_gas_is_offered_than_may_be_paid_for(long estimate, long offered)
    {
        var state = Stored().With(Call);

        var next = state.After(Seen((Call, new() { Estimate = new Estimated(estimate) })), Rules, Now);

        next.Entries.Single().Transaction!.Gas.Should().Be(offered);
    }

    [Fact]
    public void A_call_that_would_use_more_gas_than_is_paid_for_is_refused_and_gets_no_nonce()
    {
        var state = Stored().With(Call).With(Behind);

        var next = state.After(
            Seen((Call, new() { Estimate = new Estimated(500_001) }), (Behind, new() { Estimate = new Estimated(50_000) })), Rules, Now);

        next.Find(Call.Id).Should().BeEquivalentTo(
            new { Phase = RelayPhase.Refused, Reason = "It would use 500001 gas, and more than 500000 are not paid for (Chain:Signer:MaxGas)." });
        next.Entries.Single().Should().BeEquivalentTo(new { Call = Behind, Transaction = new { Nonce = 3 } });
    }

    [Fact]
    public void A_call_that_the_signer_keeps_refusing_ends_and_something_empty_takes_its_nonce()
    {
        var refused = Seen((Call, new() { Outcome = new Refused("gas limit too high") }));
        var state = Stored(Sending(Call, 3), Sending(Behind, 4)).After(refused, Rules, Now);
        state.After(refused, Rules, Now + Rules.RefuseAfter - Moment).Should().BeSameAs(state, "it may be for a moment only, and nothing changes so that the next try waits longer");

        var next = state.After(refused, Rules, Now + Rules.RefuseAfter);

        next.Find(Call.Id).Should().BeEquivalentTo(new { Phase = RelayPhase.Refused, Reason = "The signer refuses to send it: gas limit too high" });
        next.Entries.Should().BeEquivalentTo(new object[]
        {
            new { Call = Behind, Phase = RelayPhase.Sending, Transaction = new { Nonce = 4 } },
            new { Call = new { Kind = RelayKind.Filler }, Phase = RelayPhase.Sending, Transaction = new { Nonce = 3 } },
        });
    }

    [Fact]
    public void A_signer_that_refuses_everything_costs_one_call_not_all()
    {
        var filler = new RelayCall(RelayKind.Filler, "3", Rules.Signer.ToString(), "0x", Cid: null);
        var refused = Seen((filler, new() { Outcome = new Refused("locked") }));
        var state = Stored(Sending(filler, 3), Sending(Behind, 4));

        var next = state.After(refused, Rules, Now).After(refused, Rules, Now.AddDays(1));

        next.Entries.Should().OnlyContain(entry => entry.Phase == RelayPhase.Sending);
    }

    [Fact]
    public void A_call_that_was_refused_for_a_moment_begins_anew_when_it_is_refused_again()
    {
        var refused = Seen((Call, new() { Outcome = new Refused("the pool is full") }));
        var state = Stored(Sending(Call, 3)).After(refused, Rules, Now)
            .After(Seen((Call, new() { Outcome = new InsufficientFunds() })), Rules, Now + Moment)
            .After(refused, Rules, Now + Rules.RefuseAfter);

        state.Entries.Single().Phase.Should().Be(RelayPhase.Sending);
    }

    [Fact]
    public void A_call_of_which_the_node_says_nothing_waits_and_ends_if_that_stays_so()
    {
        var unanswered = Seen((Call, new() { Estimate = new Unanswered("error -32015: revert") }), (Behind, new() { Estimate = new Estimated(50_000) }));
        var state = Stored().With(Call).With(Behind).After(unanswered, Rules, Now);
        state.Entries.Select(entry => entry.Phase).Should().Equal(RelayPhase.Queued, RelayPhase.Sending);

        var next = state.After(unanswered, Rules, Now + Rules.RefuseAfter);

        next.Find(Call.Id).Should().BeEquivalentTo(new { Phase = RelayPhase.Refused, Reason = "The node does not say what it would do: error -32015: revert" });
    }

    [Fact]
    public void A_call_of_which_the_node_said_nothing_for_a_moment_is_sent_as_any_other()
    {
        var state = Stored().With(Call)
            .After(Seen((Call, new() { Estimate = new Unanswered("limit exceeded") })), Rules, Now)
            .After(Seen((Call, new() { Estimate = new Estimated(50_000) })), Rules, Now + Moment);

        state.Entries.Single().Should().BeEquivalentTo(new { Phase = RelayPhase.Sending, RefusedSince = default(DateTimeOffset?) });
    }

    private static RelayState Stored(params RelayEntry[] entries) => new() { Genesis = "0xgenesis", Entries = entries };

    private static RelayEntry Sending(RelayCall call, long nonce) => new()
    {
        Call = call,
        Phase = RelayPhase.Sending,
        Transaction = new(nonce, 50_000, 100, 1, 1, PricedAt: Now, SentAt: null, Hashes: []),
    };

    private static RelayView Seen(params (RelayCall Call, EntryView View)[] entries) => new()
    {
        Genesis = "0xgenesis",
        Depth = new ChainDepth(10, null, null),
        NextNonce = 3,
        SettledNonce = 3,
        Fees = new Fees(100, 1),
        Entries = entries.ToDictionary(entry => entry.Call, entry => entry.View),
    };
}
