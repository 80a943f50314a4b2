using PathoChain.Content;
using PathoChain.Grains.Anchoring;

namespace PathoChain.Grains.Tests.Anchoring;

public sealed class AnchorBatchStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly AnchorPlace Place = new("0x", "0x", 7, "0x", Now);

    [Fact]
    public void A_batch_takes_each_image_once_and_closes_when_it_is_full()
    {
        var two = new AnchorBatchState().With(CidOf(1), 3, Now).With(CidOf(2), 3, Now.AddMinutes(1)).With(CidOf(1), 3, Now);

        two.Cids.Should().Equal(CidOf(1), CidOf(2));
        two.OpenedAt.Should().Be(Now);
        two.Phase.Should().Be(AnchorBatchPhase.Open);
        var full = two.With(CidOf(3), 3, Now);
        full.Phase.Should().Be(AnchorBatchPhase.Closed);
        full.With(CidOf(4), 3, Now).Should().BeSameAs(full);
    }

    [Fact]
    public void A_batch_closes_when_its_window_is_over()
    {
        var open = new AnchorBatchState().With(CidOf(1), 3, Now);

        open.ClosedBy(Now.AddSeconds(9), TimeSpan.FromSeconds(10)).Should().BeSameAs(open);
        open.ClosedBy(Now.AddSeconds(10), TimeSpan.FromSeconds(10)).Phase.Should().Be(AnchorBatchPhase.Closed);
        new AnchorBatchState().ClosedBy(Now, TimeSpan.Zero).Phase.Should().Be(AnchorBatchPhase.Open, "an empty batch has no window");
    }

    [Fact]
    public void Only_members_are_in_the_tree()
    {
        var closed = new AnchorBatchState().With(CidOf(1), 3, Now).With(CidOf(2), 3, Now).With(CidOf(3), 3, Now);

        var batch = closed.FixedWith([CidOf(1), CidOf(3)]);

        batch.Phase.Should().Be(AnchorBatchPhase.Fixed);
        batch.Cids.Should().Equal(CidOf(1), CidOf(3));
        batch.Root.Should().Be(AnchorBatchState.TreeOf([CidOf(1), CidOf(3)]).Root.ToString());
        batch.HasWork.Should().BeTrue();
    }

    [Fact]
    public void A_batch_without_members_is_done()
    {
        var batch = new AnchorBatchState().With(CidOf(1), 1, Now).FixedWith([]);

        batch.Phase.Should().Be(AnchorBatchPhase.Done);
        batch.HasWork.Should().BeFalse();
        batch.Root.Should().BeNull();
    }

    [Fact]
    public void A_batch_is_done_with_the_last_proof()
    {
        var anchored = new AnchorBatchState().With(CidOf(1), 2, Now).With(CidOf(2), 2, Now).FixedWith([CidOf(1), CidOf(2)]).AnchoredAt(Place);

        anchored.DeliveredTo(1).Phase.Should().Be(AnchorBatchPhase.Anchored);
        anchored.DeliveredTo(2).Phase.Should().Be(AnchorBatchPhase.Done);
        anchored.DeliveredTo(2).HasWork.Should().BeFalse();
    }

    [Fact]
    public void A_lost_anchor_is_made_again_with_the_same_tree()
    {
        var anchored = new AnchorBatchState().With(CidOf(1), 1, Now).FixedWith([CidOf(1)]).AnchoredAt(Place);

        anchored.Lost().Should().Be(anchored with { Phase = AnchorBatchPhase.Fixed, Place = null });
    }

    private static string CidOf(int number) => Cid.Of(CidCodec.Raw, BitConverter.GetBytes(number)).ToString();
}
