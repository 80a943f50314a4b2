using PathoChain.Api.Images;
using PathoChain.Content;
using PathoChain.Grains;
using PathoChain.Inference;
using PathoChain.Registry;

namespace PathoChain.Api.Tests;

/// <summary>Which results the models of this moment outdate. Served is baseCNN, without an ensemble's card; its int8 variant is another version of it.</summary>
public sealed class CurrentModelsTests : IDisposable
{
    private const string Cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    private readonly TemporaryFolder _served = new();
    private readonly TemporaryFolder _other = new();
    private readonly string _servedSha256;
    private readonly string _otherSha256;

    public CurrentModelsTests()
    {
        foreach (var file in new[] { "basecnn.onnx", "basecnn.json" })
        {
            File.Copy(Path.Combine(RepositoryRoot.Path, "models", "artifacts", file), _served.File(file));
        }

        _otherSha256 = QuantisedBaseCnn.WriteTo(_other.Path);
        _servedSha256 = ModelCatalog.Load(_served.Path)["basecnn"].Sha256;
    }

    [Fact]
    public void A_result_of_the_served_models_is_up_to_date_whatever_is_tried_beside_them()
    {
        Serving(_served).Outdate(ResultOf(("basecnn", _servedSha256))).Should().BeFalse();
        Serving(_served, canary: 1).Outdate(ResultOf(("basecnn", _servedSha256))).Should().BeFalse();
    }

    [Fact]
    public void A_result_is_outdated_once_a_model_is_replaced_gone_or_new()
    {
        Serving(_other).Outdate(ResultOf(("basecnn", _servedSha256))).Should().BeTrue();
        Serving(_served).Outdate(ResultOf(("basecnn", _servedSha256), ("vgg16", _otherSha256))).Should().BeTrue();
        Serving(_served).Outdate(ResultOf()).Should().BeTrue();
    }

    [Fact]
    public void A_result_is_outdated_once_the_card_of_its_model_is_another()
    {
        var image = ResultOf(("basecnn", _servedSha256));

        Serving(_served).Outdate(OfCard(ModelCatalog.Load(_served.Path)["basecnn"].CardSha256)).Should().BeFalse();
        Serving(_served).Outdate(OfCard(_otherSha256)).Should().BeTrue();
        Serving(_served).Outdate(OfCard(null)).Should().BeFalse("votes of before name no card");

        ImageStatus OfCard(string? sha256) => image with { Result = image.Result! with { Votes = [image.Result.Votes[0] with { CardSha256 = sha256 }] } };
    }

    [Fact]
    public void A_result_is_outdated_once_the_same_models_vote_together_otherwise()
    {
        Serving(_served).Outdate(ResultOf(ensemble: _otherSha256, ("basecnn", _servedSha256))).Should().BeTrue();
    }

    [Fact]
    public void A_vote_on_trial_is_outdated_once_the_trial_would_not_have_the_image_or_is_over()
    {
        var image = ResultOf(("basecnn", _otherSha256));

        Serving(_served, canary: 1).Outdate(image).Should().BeFalse();
        Serving(_served, canary: 0).Outdate(image).Should().BeTrue();
        Serving(_served).Outdate(image).Should().BeTrue();
    }

    [Fact]
    public void Only_a_classified_image_has_a_result_to_be_outdated()
    {
        var image = ResultOf(("basecnn", _otherSha256));

        Serving(_served).Outdate(image with { Phase = ImagePhase.Reviewed }).Should().BeTrue();
        Serving(_served).Outdate(image with { Phase = ImagePhase.Reorged }).Should().BeFalse();
        Serving(_served).Outdate(image with { Result = null }).Should().BeFalse();
    }

    [Fact]
    public void A_status_of_a_silo_that_knows_no_earlier_results_and_reviews_is_one_without_any()
    {
        var image = ResultOf(("basecnn", _servedSha256)) with { EarlierResults = null, Reviews = null };
        var views = new ImageViews(Deployment.Load(SampleDeployment.WriteTo(_other.File("31337.json"))), new(SiteKey.LoadOrCreate(_other.File("site.key"))), Serving(_served));

        views.Of(image).EarlierResults.Should().BeEmpty();
        views.Of(image).Reviews.Should().BeEmpty();
        ImageList.HasVoteOf(image, new HashSet<string> { _servedSha256 }).Should().BeTrue();
    }

    [Fact]
    public void Every_change_of_the_models_changes_the_mark()
    {
        string[] marks = [
            Serving(_served).Mark, Serving(_other).Mark, Serving(_served, canary: 0).Mark, Serving(_served, canary: 1).Mark, Serving(_served, withdrawn: _otherSha256).Mark,
            new CurrentModels(ModelCatalog.Load(Path.Combine(RepositoryRoot.Path, "models", "artifacts")), Candidates(null)).Mark,
        ];

        marks.Should().OnlyHaveUniqueItems().And.AllSatisfy(mark => mark.Should().MatchRegex("^[0-9a-f]{8}$"));
        Serving(_served).Mark.Should().Be(marks[0]);
    }

    public void Dispose()
    {
        _served.Dispose();
        _other.Dispose();
    }

    private static ImageStatus ResultOf(params (string Model, string Sha256)[] votes) => ResultOf(ensemble: null, votes);

    private static ImageStatus ResultOf(string? ensemble, params (string Model, string Sha256)[] votes)
    {
        var stored = new StoredImage($"0x{new string('1', 64)}", 50, 50, "png", 65_536, new WrappedKey("key", "AAAA"), DateTimeOffset.UnixEpoch);
        var result = new EnsembleResult(
            0.5, "a label", [.. votes.Select(vote => new ModelVote(vote.Model, vote.Sha256, 0.5, 0, "a label", [], 1))], DateTimeOffset.UnixEpoch,
            Uncertain: false, Disagreement: false, Warnings: [], Band: null, ensemble);
        return new ImageStatus(
            Cid, Version: 1, ImagePhase.Classified, stored, TransactionHash: null, Registration: null, result, Failure: null, History: [], Problem: null, Anchor: null, EarlierResults: [], Reviews: [], Copies: [], SamePixelsAs: []);
    }

    private CurrentModels Serving(TemporaryFolder folder, double? canary = null, string? withdrawn = null)
    {
        var served = ModelCatalog.Load(folder.Path, withdrawn is null ? [] : [withdrawn]);
        return new(served, canary is { } share ? CandidateCatalog.Load(_other.Path, served, new TrialShares(Shadow: 1, share)) : Candidates(served));
    }

    private CandidateCatalog Candidates(ModelCatalog? served) =>
        CandidateCatalog.Load(_served.File("none"), served ?? ModelCatalog.Load(_served.Path), new TrialShares(Shadow: 1, Canary: 0));
}
