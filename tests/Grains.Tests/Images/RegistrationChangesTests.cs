using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class RegistrationChangesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly EnsembleResult Result = new(0.5, "a label", [], Now, Uncertain: false, Disagreement: false, Warnings: [], Band: null, EnsembleSha256: null);

    private static ImageState Fresh => ImageState.Create(SampleImages.Stored(), [], Now);

    [Fact]
    public void The_first_event_that_counts_is_the_registration()
    {
        var first = Registrations.At(1, of: 3);
        var state = Fresh.Seen(first, Now)!;

        state.Phase.Should().Be(ImagePhase.Confirming);
        state.GoesBy(first).Should().BeTrue();
        state.Seen(Registrations.At(2, of: 3, transaction: "another"), Now).Should().BeNull();
        state.Seen(Registrations.At(2, of: 3, standing: Standing.DoesNotSpeak), Now).Should().BeNull("what counted once counts");
        state.Seen(first, Now).Should().BeNull("a repetition is no news");
        state.Seen(first with { BlockHash = Registrations.Hash("moved") }, Now)!.Registration!.BlockHash.Should().Be(Registrations.Hash("moved"));
    }

    [Fact]
    public void An_event_by_a_stranger_is_said_and_gives_way_to_one_that_counts()
    {
        var stranger = Registrations.At(1, of: 3, transaction: "a stranger's", standing: Standing.DoesNotSpeak);
        var state = Fresh.Seen(stranger, Now)!;

        state.Phase.Should().Be(ImagePhase.Unattributed);
        state.TransactionHash.Should().BeNull("nobody announced it");
        state.Seen(stranger with { TransactionHash = Registrations.Hash("another stranger's") }, Now).Should().BeNull();
        var registered = state.Seen(Registrations.At(1, of: 1, standing: Standing.Speaks), Now)!;
        registered.Phase.Should().Be(ImagePhase.Registered);
        registered.GoesBy(stranger).Should().BeFalse();
    }

    [Fact]
    public void A_strangers_event_that_is_told_again_does_not_interrupt_a_new_attempt()
    {
        var stranger = Registrations.At(1, of: 3, standing: Standing.DoesNotSpeak);
        var again = Fresh.Seen(stranger, Now)!.After(ImageEvent.TransactionSubmitted, Now, Actors.Client)!;

        var told = again.Seen(stranger with { Confirmations = 2 }, Now)!;

        told.Phase.Should().Be(ImagePhase.Submitted);
        told.Registration!.Confirmations.Should().Be(2);
        told.Lost(stranger.BlockHash, Now)!.Should().BeEquivalentTo(new { Phase = ImagePhase.Submitted, Registration = (Registration?)null });
    }

    [Theory]
    [InlineData(ImagePhase.Confirming)]
    [InlineData(ImagePhase.Registered)]
    [InlineData(ImagePhase.Classifying)]
    [InlineData(ImagePhase.Classified)]
    [InlineData(ImagePhase.Reviewed)]
    [InlineData(ImagePhase.Failed)]
    public void An_event_can_be_lost_in_any_later_phase_and_only_with_its_block(ImagePhase phase)
    {
        var registration = Registrations.At(3, of: 3);
        var state = Fresh with { Phase = phase, Registration = registration, Failure = new ImageFailure("a reason", 1, null), Result = Result };

        state.Lost(Registrations.Hash("another block"), Now).Should().BeNull();
        var lost = state.Lost(registration.BlockHash, Now)!;

        lost.Should().BeEquivalentTo(new { Phase = ImagePhase.Reorged, Registration = (Registration?)null, Failure = (ImageFailure?)null, Result });
    }

    [Fact]
    public void A_result_from_before_a_reorg_is_kept_and_not_computed_again()
    {
        var confirmed = ReorganisedAndConfirmed(Fresh with { Phase = ImagePhase.Classified, Registration = Registrations.At(3, of: 3), Result = Result });

        confirmed.Phase.Should().Be(ImagePhase.Classified);
        confirmed.Result.Should().BeSameAs(Result);
        confirmed.History.TakeLast(2).Select(line => line.Event).Should().Equal(ImageEvent.RegistrationConfirmed, ImageEvent.ResultKept);
    }

    [Fact]
    public void So_is_a_review_but_not_one_of_an_earlier_result_or_for_another_registry()
    {
        var review = new SignedReview("0x44", "a label", Now, Result.ClassifiedAt, 31337, Registrations.At(3, of: 3).Contract, "0x00");
        var reviewed = Fresh with { Phase = ImagePhase.Reviewed, Registration = Registrations.At(3, of: 3), Result = Result, Reviews = [review] };

        var confirmed = ReorganisedAndConfirmed(reviewed);

        confirmed.Should().BeEquivalentTo(new { Phase = ImagePhase.Reviewed, Result, Reviews = new[] { review } });
        confirmed.History.TakeLast(2).Select(line => line.Event).Should().Equal(ImageEvent.ResultKept, ImageEvent.ReviewKept);
        ReorganisedAndConfirmed(reviewed with { Reviews = [review with { ResultOf = Now.AddDays(-1) }] }).Phase.Should().Be(ImagePhase.Classified);
        ReorganisedAndConfirmed(reviewed with { Reviews = [review with { Contract = "another registry" }] }).Phase.Should().Be(ImagePhase.Classified);
    }

    [Fact]
    public void An_erased_image_stays_so_whatever_the_chain_shows_of_it()
    {
        var erased = Fresh.Erased(Now) with { IsRemoving = false };

        var seen = erased.Seen(Registrations.At(1, of: 3, standing: Standing.DoesNotSpeak), Now)!.Seen(Registrations.At(1, of: 3), Now)!;
        var deep = seen.Seen(Registrations.At(3, of: 3), Now)!;
        var lost = deep.Lost(deep.Registration!.BlockHash, Now)!;

        foreach (var state in new[] { seen, deep, lost })
        {
            state.Phase.Should().Be(ImagePhase.Erased);
            state.HasWork.Should().BeFalse();
            state.History.Should().Equal(erased.History);
        }

        (deep.Registration.Confirmations, lost.Registration).Should().Be((3, null));
    }

    [Fact]
    public void A_result_that_was_asked_for_before_a_reorg_is_computed_after_it()
    {
        var classified = Fresh with { Phase = ImagePhase.Classified, Registration = Registrations.At(3, of: 3), Result = Result };
        var asked = classified.After(ImageEvent.ClassificationRequested, Now, Actors.Client)!;

        ReorganisedAndConfirmed(asked).Should().BeEquivalentTo(new { Phase = ImagePhase.Registered, Result });
        ReorganisedAndConfirmed(asked.After(ImageEvent.ClassificationDone, Now, Actors.System)!).Phase.Should().Be(ImagePhase.Classified);
    }

    [Fact]
    public void Depth_grows_after_confirmation_without_a_line_in_the_history()
    {
        var registration = Registrations.At(3, of: 3);
        var state = Fresh with { Phase = ImagePhase.Classifying, Registration = registration };

        var deeper = state.Seen(registration with { Finality = Finality.Finalized }, Now)!;

        deeper.Phase.Should().Be(ImagePhase.Classifying);
        deeper.Registration!.Finality.Should().Be(Finality.Finalized);
        deeper.History.Should().Equal(state.History);
    }

    private static ImageState ReorganisedAndConfirmed(ImageState state)
    {
        var elsewhere = state.Registration! with { BlockHash = Registrations.Hash("another block") };
        var back = state.Lost(state.Registration!.BlockHash, Now)!.Seen(elsewhere with { Confirmations = 1 }, Now)!;
        back.Phase.Should().Be(ImagePhase.Confirming);
        return back.Seen(elsewhere, Now)!;
    }
}
