using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class ImageStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_fresh_image_awaits_its_signature_and_says_how_it_got_there()
    {
        var state = ImageState.Create(SampleImages.Stored(), Now);

        state.Phase.Should().Be(ImagePhase.AwaitingSignature);
        state.History.Should().Equal(
            new HistoryEntry(Now, ImageEvent.Stored, ImagePhase.Stored, "client"),
            new HistoryEntry(Now, ImageEvent.SignatureRequested, ImagePhase.AwaitingSignature, "system"));
    }

    [Fact]
    public void An_event_that_may_not_happen_gives_no_state()
    {
        ImageState.Create(SampleImages.Stored(), Now).After(ImageEvent.ClassificationDone, Now, "system").Should().BeNull();
    }

    [Fact]
    public void An_event_that_changes_no_phase_leaves_no_line_in_the_history()
    {
        var submitted = ImageState.Create(SampleImages.Stored(), Now).After(ImageEvent.TransactionSubmitted, Now, "client")!;

        submitted.After(ImageEvent.TransactionSubmitted, Now.AddSeconds(1), "client").Should().BeSameAs(submitted);
    }

    [Fact]
    public void A_state_without_an_image_has_no_status()
    {
        new ImageState().ToStatus("bafkreiexample").Should().BeNull();
    }
}
