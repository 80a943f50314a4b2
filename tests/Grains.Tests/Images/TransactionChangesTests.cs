using PathoChain.Grains.Images;
using PathoChain.Registry;
using PathoChain.Registry.Tracking;

namespace PathoChain.Grains.Tests.Images;

public sealed class TransactionChangesTests
{
    private const int Confirmations = 3;

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string Hash = Registrations.Hash("announced");
    private static readonly PendingTransaction Known = new(Hash32.Parse(Hash), Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), 7, MissingSince: null);

    private static ImageState Submitted => ImageState.Create(SampleImages.Stored(), [], Now).Announced(Hash, Now)!;

    public static TheoryData<TransactionFate, ImagePhase, TransactionProblemKind> Ends => new()
    {
        { TransactionFate.Reverted, ImagePhase.Reverted, TransactionProblemKind.Reverted },
        { TransactionFate.Replaced, ImagePhase.Replaced, TransactionProblemKind.Replaced },
        { TransactionFate.Cancelled, ImagePhase.Replaced, TransactionProblemKind.Cancelled },
        { TransactionFate.Dropped, ImagePhase.Dropped, TransactionProblemKind.Dropped },
        { TransactionFate.Misdirected, ImagePhase.Misdirected, TransactionProblemKind.WrongRegistry },
    };

    [Fact]
    public void An_announced_transaction_is_followed()
    {
        Submitted.Phase.Should().Be(ImagePhase.Submitted);
        Submitted.Followed().Should().Be(TrackedTransaction.Announced(Hash, Now));
        Submitted.HasWork.Should().BeTrue("a crash must not end it");
        Submitted.Should().BeEquivalentTo(Submitted.Announced(Hash, Now.AddHours(1)), "a repetition changes nothing");
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_verdict_is_said_with_its_reason_and_can_be_answered_with_another_transaction(
        TransactionFate fate, ImagePhase phase, TransactionProblemKind kind)
    {
        var replacedBy = Hash32.Parse(Registrations.Hash("replacing"));
        var ended = Look(Submitted, new TransactionVerdict(fate, new AlreadyRegistered(Known.From!.Value, Known.Hash), replacedBy))!;

        ended.Phase.Should().Be(phase);
        ended.Problem!.Kind.Should().Be(kind);
        ended.Problem.TransactionHash.Should().Be(Hash);
        ended.Problem.Reason.Should().EndWith(".");
        ended.Problem.ReplacedBy.Should().Be(phase is ImagePhase.Replaced ? replacedBy.ToString() : null);
        ended.History[^1].Actor.Should().Be("chain");

        var again = ended.Announced(Registrations.Hash("a second attempt"), Now)!;
        again.Phase.Should().Be(ImagePhase.Submitted);
        again.Problem.Should().BeNull();
        ended.Seen(Registrations.At(1, of: 3), Now).Should().BeEquivalentTo(new { Phase = ImagePhase.Confirming, Problem = (TransactionProblem?)null, Tracked = (TrackedTransaction?)null });
    }

    [Fact]
    public void A_verdict_is_checked_until_it_is_as_deep_as_a_registration_must_be()
    {
        var verdict = new TransactionVerdict(TransactionFate.Reverted);
        var first = Look(Submitted, verdict, head: 10)!;
        first.Followed()!.JudgedAt.Should().Be(10);
        Look(first, verdict, head: 11).Should().BeNull();

        var certain = Look(first, verdict, head: 12)!;

        certain.Phase.Should().Be(ImagePhase.Reverted);
        certain.Followed().Should().BeNull();
        certain.HasWork.Should().BeFalse();
    }

    [Fact]
    public void A_verdict_that_a_reorg_undoes_is_taken_back()
    {
        var reverted = Look(Submitted, new TransactionVerdict(TransactionFate.Reverted), head: 10)!;

        var open = Look(reverted, new TransactionVerdict(TransactionFate.Open))!;

        open.Phase.Should().Be(ImagePhase.Submitted);
        open.Problem.Should().BeNull();
        open.Followed()!.JudgedAt.Should().BeNull();
        Look(reverted, new TransactionVerdict(TransactionFate.Dropped), head: 9)!.Followed()!.JudgedAt.Should().Be(9);
        Look(reverted, new TransactionVerdict(TransactionFate.Reverted), head: 9)!.Followed()!.JudgedAt.Should().Be(9, "the chain is another one now");
    }

    [Fact]
    public void A_lost_registration_is_followed_by_its_transaction_and_stays_reorged_while_that_is_open()
    {
        var registration = Registrations.At(1, of: 3);
        var lost = ImageState.Create(SampleImages.Stored(), [], Now).Seen(registration, Now)!.Lost(registration.BlockHash, Now)!;

        lost.Followed().Should().Be(new TrackedTransaction(registration.TransactionHash, registration.Sender, registration.Nonce, Now, null));
        var pending = new PendingTransaction(Hash32.Parse(registration.TransactionHash), Address.Parse(registration.Sender!), registration.Nonce, null);
        var open = lost.Looked(new TransactionLook(pending, new TransactionVerdict(TransactionFate.Open), -1), Confirmations, Now)!;
        open.Phase.Should().Be(ImagePhase.Reorged);
        open.Looked(new TransactionLook(pending, new TransactionVerdict(TransactionFate.Dropped), 9), Confirmations, Now)!.Phase.Should().Be(ImagePhase.Dropped);
    }

    [Fact]
    public void A_look_at_a_transaction_that_is_no_longer_the_announced_one_is_dropped()
    {
        var again = Submitted.Announced(Registrations.Hash("a second attempt"), Now)!;

        Look(again, new TransactionVerdict(TransactionFate.Dropped)).Should().BeNull();
        Look(Submitted.Seen(Registrations.At(1, of: 3), Now)!, new TransactionVerdict(TransactionFate.Reverted)).Should().BeNull("the event has won");
    }

    [Fact]
    public void A_look_without_a_verdict_keeps_what_it_learnt_and_only_once()
    {
        var known = Look(Submitted, verdict: null)!;

        known.Followed().Should().Be(new TrackedTransaction(Hash, Known.From.ToString(), 7, null, null));
        known.ToStatus("cid").Should().Be(Submitted.ToStatus("cid") is { } status ? status with { History = known.History } : null, "clients see nothing of it");
        Look(known, verdict: null).Should().BeNull();
    }

    [Fact]
    public void A_transaction_that_was_announced_before_transactions_were_followed_is_followed_now()
    {
        var old = Submitted with { Tracked = null };

        old.Followed().Should().Be(TrackedTransaction.Announced(Hash, Now));
    }

    private static ImageState? Look(ImageState state, TransactionVerdict? verdict, long head = 10) =>
        state.Looked(new TransactionLook(Known, verdict, head), Confirmations, Now);
}
