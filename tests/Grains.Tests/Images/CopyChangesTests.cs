using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class CopyChangesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly ImageState Fresh = ImageState.Create(SampleImages.Stored(), ["kubo", "pinata"], Now);

    [Fact]
    public void A_fresh_image_is_to_be_copied_to_each_service_at_once()
    {
        Fresh.Copies.Should().Equal(new ContentCopy("kubo", DueAt: Now), new ContentCopy("pinata", DueAt: Now));
        Fresh.HasWork.Should().BeTrue();
        Fresh.NextCopy()!.Service.Should().Be("kubo");
        ImageState.Create(SampleImages.Stored(), [], Now).HasWork.Should().BeFalse();
    }

    [Fact]
    public void A_copy_that_is_kept_is_looked_after_a_day_later_and_not_before()
    {
        var copied = Fresh.Copied("kubo", isNew: true, Now).Copied("pinata", isNew: true, Now);
        copied.NextCopy().Should().BeNull();
        copied.HasWork.Should().BeFalse();
        copied.CopiesDue(["kubo", "pinata"], Now.AddHours(23)).Should().BeSameAs(copied);

        var (due, later) = (copied.CopiesDue(["kubo", "pinata"], Now.AddDays(1)), Now.AddDays(1));
        due.NextCopy()!.DueAt.Should().Be(later);
        due.Copied("kubo", isNew: false, later).Copies[0].Should().Be(new ContentCopy("kubo", HeldSince: Now, CheckedAt: later));
        due.Copied("kubo", isNew: true, later).Copies[0].HeldSince.Should().Be(later, "the copy was lost and made anew");
    }

    [Fact]
    public void A_failure_is_tried_again_ever_later_and_in_the_end_only_when_the_keeper_comes_by()
    {
        var (state, waits) = (Fresh, new List<TimeSpan?>());
        for (var attempt = 1; attempt <= RetrySchedule.MaxAttempts; attempt++)
        {
            state = state.NotCopied("kubo", "It is down.", isLost: false, retryAfter: null, Now);
            waits.Add(state.Copies[0].DueAt - Now);
        }

        waits.Select(wait => wait?.TotalSeconds).Should().Equal(2, 4, 8, 16, 32, 64, 128, null);
        state.Copies[0].Should().Be(new ContentCopy("kubo", Problem: "It is down.", Attempts: 8, FailedAt: Now));
        state.CopiesDue(["kubo", "pinata"], Now.AddMinutes(59)).Copies[0].DueAt.Should().BeNull();
        state.CopiesDue(["kubo", "pinata"], Now.AddHours(1)).Copies[0].DueAt.Should().Be(Now.AddHours(1));
        state.Copied("kubo", isNew: true, Now).Copies[0].Should().Be(new ContentCopy("kubo", Now, Now), "all is well again");
    }

    [Fact]
    public void A_copy_that_the_service_lost_counts_no_more_and_one_that_could_not_be_looked_after_does()
    {
        var copied = Fresh.Copied("kubo", isNew: true, Now);

        copied.NotCopied("kubo", "It is down.", isLost: false, retryAfter: null, Now).Copies[0].HeldSince.Should().Be(Now);
        copied.NotCopied("kubo", "It is down.", isLost: true, retryAfter: null, Now).Copies[0].HeldSince.Should().BeNull();
    }

    [Fact]
    public void A_service_that_wants_to_be_left_alone_for_longer_is()
    {
        Fresh.NotCopied("kubo", "Too often.", isLost: false, TimeSpan.FromSeconds(90), Now).Copies[0].DueAt.Should().Be(Now.AddSeconds(90));
        Fresh.NotCopied("kubo", "Too often.", isLost: false, TimeSpan.FromSeconds(1), Now).Copies[0].DueAt.Should().Be(Now.AddSeconds(2));
    }

    [Fact]
    public void A_service_that_could_not_be_asked_yet_uses_up_no_attempt()
    {
        var waits = Fresh.Waits("kubo", "It is not its turn.", isLost: false, TimeSpan.FromMinutes(1), Now);

        waits.Copies[0].Should().Be(new ContentCopy("kubo", Problem: "It is not its turn.", DueAt: Now.AddMinutes(1)));
        Fresh.Copied("kubo", isNew: true, Now).Waits("kubo", "It is not its turn.", isLost: true, TimeSpan.FromMinutes(1), Now).Copies[0].HeldSince.Should().BeNull();
    }

    [Fact]
    public void A_service_that_failed_is_remembered_also_when_it_is_not_named_any_more_as_something_may_be_there() =>
        Fresh.NotCopied("kubo", "It is down.", isLost: false, retryAfter: null, Now).CopiesDue([], Now).Copies.Select(copy => copy.Service).Should().Equal("kubo");

    [Fact]
    public void A_service_that_is_named_later_gets_its_copy_and_one_that_is_not_named_any_more_is_left_alone()
    {
        var kept = ImageState.Create(SampleImages.Stored(), ["kubo", "never reached"], Now).Copied("kubo", isNew: true, Now);

        var changed = kept.CopiesDue(["pinata"], Now.AddDays(2));

        changed.Copies.Should().Equal(new ContentCopy("pinata", DueAt: Now.AddDays(2)), new ContentCopy("kubo", Now, Now));
    }

    [Fact]
    public void An_erased_image_is_not_copied_any_more()
    {
        var erased = Fresh.Copied("kubo", isNew: true, Now).NotCopied("pinata", "It is down.", isLost: false, retryAfter: null, Now).Erased(Now);

        erased.Copies.Should().Equal(new ContentCopy("kubo", Now, Now), new ContentCopy("pinata"));
        erased.NextCopy().Should().BeNull();
        erased.CopiesDue(["kubo", "pinata"], Now.AddDays(2)).Should().BeSameAs(erased);
    }
}
