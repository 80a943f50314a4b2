using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class ReviewChangesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly EnsembleResult Result = new(0.75, "a label", [], Now, Uncertain: false, Disagreement: false, Warnings: [], Band: null, EnsembleSha256: null);
    private static readonly ImageState Classified = ImageState.Create(SampleImages.Stored(), [], Now) with { Phase = ImagePhase.Classified, Result = Result, Registration = Registrations.At(1, of: 1) };

    [Fact]
    public void Each_sign_off_is_kept_with_a_line_in_the_history()
    {
        var reviewed = Classified.SignedOff(By("one"), Now)!.SignedOff(By("another"), Now.AddSeconds(1))!;

        reviewed.Phase.Should().Be(ImagePhase.Reviewed);
        reviewed.Reviews.Should().Equal(By("one"), By("another"));
        reviewed.History.TakeLast(2).Should().Equal(
            new HistoryEntry(Now, ImageEvent.SignedOff, ImagePhase.Reviewed, "client"), new HistoryEntry(Now.AddSeconds(1), ImageEvent.SignedOff, ImagePhase.Reviewed, "client"));
    }

    [Fact]
    public void Nobody_signs_off_what_is_not_the_images_result_or_on_its_way_to_another()
    {
        Classified.SignedOff(By("one") with { ResultOf = Now.AddTicks(-1) }, Now).Should().BeNull();
        (Classified with { Result = null }).SignedOff(By("one"), Now).Should().BeNull();
        (Classified with { Phase = ImagePhase.Classifying }).SignedOff(By("one"), Now).Should().BeNull();
        (Classified with { Phase = ImagePhase.Reorged }).SignedOff(By("one"), Now).Should().BeNull();
    }

    [Fact]
    public void A_reviewer_signs_only_later_than_before_so_that_an_old_review_cannot_be_sent_again()
    {
        var reviewed = Classified.SignedOff(By("one"), Now)!;

        reviewed.SignedOff(By("one") with { Verdict = "another" }, Now).Should().BeNull();
        reviewed.SignedOff(By("one") with { IssuedAt = Now.AddSeconds(-1) }, Now).Should().BeNull();
        reviewed.SignedOff(By("one") with { IssuedAt = Now.AddSeconds(1) }, Now)!.Reviews.Should().HaveCount(2);
    }

    [Fact]
    public void There_is_an_end_to_how_many_are_kept()
    {
        var reviewed = Classified;
        for (var signed = 0; signed < ReviewChanges.Most; signed++)
        {
            var reviewer = $"{signed / ReviewChanges.MostOfOne}";
            reviewed = reviewed.SignedOff(By(reviewer) with { IssuedAt = Now.AddSeconds(signed) }, Now)!;
            reviewed.SignedOff(By(reviewer) with { IssuedAt = Now.AddSeconds(1000) }, Now).Should().Match<ImageState?>(
                next => next == null == ((signed + 1) % ReviewChanges.MostOfOne == 0), "of one account fewer are kept");
        }

        reviewed.SignedOff(By("another"), Now).Should().BeNull();
    }

    [Fact]
    public void A_review_is_of_the_result_that_was_seen_and_not_of_the_next_one()
    {
        var reviewed = Classified.SignedOff(By("one"), Now)!;
        reviewed.IsReviewed().Should().BeTrue();

        var anew = reviewed.After(ImageEvent.ClassificationRequested, Now, Actors.Client)!.After(ImageEvent.ClassificationDone, Now, Actors.System)!
            .With(Result with { ClassifiedAt = Now.AddSeconds(1) });

        anew.Phase.Should().Be(ImagePhase.Classified);
        anew.Reviews.Should().Equal(By("one"));
        anew.IsReviewed().Should().BeFalse();
        anew.SignedOff(By("one") with { IssuedAt = Now.AddSeconds(2), ResultOf = Now.AddSeconds(1) }, Now)!.IsReviewed().Should().BeTrue();
    }

    private static SignedReview By(string reviewer) => new(reviewer, "a label", Now, Result.ClassifiedAt, 31337, "0x5FbDB2315678afecb367f032d93F642f64180aa3", "0x00");
}
