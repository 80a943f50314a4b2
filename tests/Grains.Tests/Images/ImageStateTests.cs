using System.Text.Json;
using PathoChain.Grains.Images;

namespace PathoChain.Grains.Tests.Images;

public sealed class ImageStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_fresh_image_awaits_its_signature_and_says_how_it_got_there()
    {
        var state = ImageState.Create(SampleImages.Stored(), [], Now);

        state.Phase.Should().Be(ImagePhase.AwaitingSignature);
        state.History.Should().Equal(
            new HistoryEntry(Now, ImageEvent.Stored, ImagePhase.Stored, "client"),
            new HistoryEntry(Now, ImageEvent.SignatureRequested, ImagePhase.AwaitingSignature, "system"));
    }

    [Fact]
    public void An_event_that_may_not_happen_gives_no_state()
    {
        ImageState.Create(SampleImages.Stored(), [], Now).After(ImageEvent.ClassificationDone, Now, "system").Should().BeNull();
    }

    [Fact]
    public void An_event_that_changes_no_phase_leaves_no_line_in_the_history()
    {
        var submitted = ImageState.Create(SampleImages.Stored(), [], Now).After(ImageEvent.TransactionSubmitted, Now, "client")!;

        submitted.After(ImageEvent.TransactionSubmitted, Now.AddSeconds(1), "client").Should().BeSameAs(submitted);
    }

    [Fact]
    public void An_erased_image_has_no_key_and_nothing_left_to_do_whatever_it_was_at()
    {
        foreach (var phase in Enum.GetValues<ImagePhase>().Except([ImagePhase.Erased]))
        {
            var state = ImageState.Create(SampleImages.Stored(), [], Now) with
            {
                Phase = phase,
                TransactionHash = "0x11",
                Tracked = TrackedTransaction.Announced("0x11", Now),
                Failure = new ImageFailure("a reason", 1, Now),
            };

            var erased = state.Erased(Now);

            erased.Should().BeEquivalentTo(new { Phase = ImagePhase.Erased, Image = state.Image! with { WrappedKey = null }, IsRemoving = true, TransactionHash = "0x11", Failure = (ImageFailure?)null });
            erased.History.Should().Equal([.. state.History, new HistoryEntry(Now, ImageEvent.Erased, ImagePhase.Erased, "client")]);
            (erased with { IsRemoving = false }).HasWork.Should().BeFalse();
        }
    }

    [Fact]
    public void A_state_that_was_stored_before_transactions_were_followed_is_still_read()
    {
        var state = JsonSerializer.Deserialize<ImageState>("""
            {
              "Version": 6, "Phase": 6, "TransactionHash": "0x11", "Failure": null, "Result": null,
              "Image": { "Digest": "0x22", "Width": 50, "Height": 50, "SourceFormat": "png", "EnvelopeBytes": 65536,
                "WrappedKey": { "KeyId": "key", "Bytes": "AAAA" }, "StoredAt": "2026-01-01T00:00:00+00:00" },
              "Registration": { "ChainId": 31337, "Contract": "0x33", "Registrant": "0x44", "TransactionHash": "0x11", "BlockNumber": 7,
                "BlockHash": "0x55", "GasUsed": 45900, "Confirmations": 1, "Required": 1 },
              "History": [{ "At": "2026-01-01T00:00:00+00:00", "Event": 7, "Phase": 6, "Actor": "system" }]
            }
            """)!;

        state.Registration.Should().BeEquivalentTo(new { BlockNumber = 7, Finality = Finality.Unsafe, Standing = Standing.NotChecked, Sender = (string?)null });
        state.History.Should().ContainSingle(line => line.Event == ImageEvent.ClassificationDone && line.Phase == ImagePhase.Classified);
        state.ToStatus("cid").Should().BeEquivalentTo(new { Version = 6, Phase = ImagePhase.Classified, Problem = (TransactionProblem?)null, EarlierResults = Array.Empty<EnsembleResult>(), Reviews = Array.Empty<SignedReview>() });
    }

    [Fact]
    public void A_result_that_was_stored_before_ensembles_had_cards_is_still_read()
    {
        var result = JsonSerializer.Deserialize<EnsembleResult>("""
            {
              "Probability": 0.75, "Label": "a label", "ClassifiedAt": "2026-01-01T00:00:00+00:00",
              "Votes": [{ "Model": "basecnn", "ModelSha256": "11", "Probability": 0.75, "Logit": 1.1, "Label": "a label", "Warnings": [], "Milliseconds": 2 }]
            }
            """)!;

        result.Should().BeEquivalentTo(new { Probability = 0.75, Label = "a label", Uncertain = false, Disagreement = false });
        result.Votes.Should().ContainSingle(vote => vote.Model == "basecnn");
        new object?[] { result.Warnings, result.Band, result.EnsembleSha256 }.Should().AllSatisfy(absent => absent.Should().BeNull());
    }

    [Fact]
    public void A_result_that_another_takes_the_place_of_becomes_the_last_of_the_earlier_ones()
    {
        var results = Enumerable.Range(1, 3).Select(day => new EnsembleResult(
            day / 4.0, "a label", [], Now.AddDays(day), Uncertain: false, Disagreement: false, Warnings: [], Band: null, EnsembleSha256: null)).ToList();

        var states = results.Aggregate(new List<ImageState> { new() { Failure = new ImageFailure("a reason", 1, RetryAt: null) } }, (known, result) => [.. known, known[^1].With(result)]);

        states.Select(state => state.Result).Should().Equal([null, .. results]);
        states[1].EarlierResults.Should().BeEmpty();
        states[^1].EarlierResults.Should().Equal(results[..2]);
        states[^1].Failure.Should().BeNull();
    }

    [Fact]
    public void A_state_without_an_image_has_no_status()
    {
        new ImageState().ToStatus("bafkreiexample").Should().BeNull();
    }
}
