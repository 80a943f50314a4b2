using System.Text.Json;
using PathoChain.Grains.Relay;

namespace PathoChain.Grains.Tests.Relay;

public sealed class RelayStateTests
{
    private static readonly RelayCall First = new(RelayKind.Registration, Registrations.Hash("an image"), "0xA", "0x01", "a CID");
    private static readonly RelayCall Newer = First with { Data = "0x02" };
    private static readonly RelayCall Anothers = First with { Account = "0xB", Data = "0x03" };

    [Fact]
    public void The_same_call_again_changes_nothing()
    {
        var state = new RelayState().With(First);

        state.With(First).Should().BeSameAs(state);
        state.UnderWay(First).Should().BeEquivalentTo(new { First.Id, Phase = RelayPhase.Queued, First.Account, IsAnother = false });
    }

    [Fact]
    public void What_waits_for_a_nonce_gives_its_place_to_a_newer_call_of_its_account_even_where_no_other_is_free()
    {
        var others = Enumerable.Range(1, RelayState.Capacity - 1).Select(number => First with { Hash = Registrations.Hash($"{number}") });
        var state = others.Prepend(First).Aggregate(new RelayState(), (state, call) => state.With(call));

        var next = state.With(Newer);

        next.Entries.Should().HaveCount(RelayState.Capacity);
        next.Entries[0].Call.Should().Be(Newer);
        next.UnderWay(Newer)!.IsAnother.Should().BeFalse();
    }

    [Theory]
    [InlineData(RelayPhase.Mined, RelayState.Capacity, true)]
    [InlineData(RelayPhase.Mined, RelayState.CapacityWithMined - 1, true)]
    [InlineData(RelayPhase.Mined, RelayState.CapacityWithMined, false)]
    [InlineData(RelayPhase.Queued, RelayState.Capacity - 1, true)]
    [InlineData(RelayPhase.Queued, RelayState.Capacity, false)]
    [InlineData(RelayPhase.Sending, RelayState.Capacity, false)]
    [InlineData(RelayPhase.Sent, RelayState.Capacity, false)]
    public void What_is_mined_takes_no_place_of_what_waits_but_is_bounded_too(RelayPhase phase, int others, bool isTaken)
    {
        var state = new RelayState
        {
            Entries = [.. Enumerable.Range(1, others).Select(number => new RelayEntry { Call = First with { Hash = Registrations.Hash($"{number}") }, Phase = phase })],
        };

        (state.With(First).UnderWay(First) is not null).Should().Be(isTaken);
    }

    [Fact]
    public void What_is_another_accounts_stays_and_says_whose_it_is()
    {
        var state = new RelayState().With(First);

        state.With(Anothers).Should().BeSameAs(state);
        state.UnderWay(Anothers).Should().BeEquivalentTo(new { First.Account, IsAnother = true });
    }

    [Theory]
    [InlineData(RelayPhase.Sending)]
    [InlineData(RelayPhase.Sent)]
    [InlineData(RelayPhase.Mined)]
    public void What_has_a_nonce_stays_and_says_its_transaction(RelayPhase phase)
    {
        var transaction = new RelayTransaction(0, 50_000, 1, 1, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, ["0xhash"]);
        var state = new RelayState { Entries = [new RelayEntry { Call = First, Phase = phase, Transaction = transaction }] };

        state.With(Newer).Should().BeSameAs(state);
        state.UnderWay(Newer).Should().BeEquivalentTo(new { First.Account, TransactionHash = "0xhash", IsAnother = true });
    }

    [Fact]
    public void What_was_done_before_accounts_were_kept_is_still_read()
    {
        var state = JsonSerializer.Deserialize<RelayState>(
            $$"""{"Genesis":null,"Entries":[],"Done":[{"Id":"{{First.Id}}","Phase":4,"TransactionHash":"0xhash","BlockNumber":7,"BlockHash":"0xblock","Reason":null,"IsDone":true}]}""")!;

        state.Find(First.Id).Should().Be(new RelayedCall(First.Id, RelayPhase.Final, "0xhash", 7, "0xblock", Reason: null));
    }
}
