using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class CandidateCatalogTests : IDisposable
{
    private static readonly TrialShares Shares = new(Shadow: 0.5, Canary: 0.25);

    private readonly ModelFolder _served = ModelFolder.Create();
    private readonly ModelFolder _candidates = ModelFolder.Create();

    public CandidateCatalogTests() => NewVersion();

    [Fact]
    public void A_new_version_of_a_served_model_is_a_candidate()
    {
        var catalog = Load();

        var candidate = catalog.All.Should().ContainSingle().Subject;
        candidate.Should().Be(catalog.Of("basecnn")).And.Be(catalog.Find(candidate.Name));
        candidate.Card.Version.Should().Be("3");
        candidate.Shares.Should().Be(Shares);
        catalog.Of("vgg16").Should().BeNull();
        catalog.Find("basecnn").Should().BeNull("that is the version that is served");
    }

    [Fact]
    public void A_folder_that_is_empty_or_not_there_holds_none()
    {
        Load(_candidates.Path("none")).All.Should().BeEmpty();
        File.Delete(_candidates.Path("basecnn.json"));
        File.Delete(_candidates.Path("basecnn.onnx"));
        Load().All.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_withdrawn_candidate_is_left_out(bool inCapitals)
    {
        var withdrawn = ModelCardFile.Load(_candidates.Path("basecnn.json")).Sha256;

        var catalog = CandidateCatalog.Load(
            _candidates.Directory, ModelCatalog.Load(_served.Directory), Shares, [inCapitals ? withdrawn.ToUpperInvariant() : withdrawn]);

        catalog.All.Should().BeEmpty();
        catalog.Withdrawn.Should().Equal(withdrawn);
    }

    [Fact]
    public void The_candidate_of_a_withdrawn_model_waits_and_stops_no_start()
    {
        _served.Copy("other");
        _served.Replace("other", [1]);
        var served = ModelCatalog.Load(_served.Directory, [ModelCardFile.Load(_served.Path("basecnn.json")).Sha256]);

        var catalog = CandidateCatalog.Load(_candidates.Directory, served, Shares);

        catalog.All.Should().BeEmpty();
        catalog.Withdrawn.Should().BeEmpty();
        catalog.Waiting.Should().Equal("basecnn");
    }

    [Fact]
    public void A_candidate_for_a_model_that_is_not_served_is_refused()
    {
        _candidates.Copy("vgg99");

        Refusal().Should().ContainAll(_candidates.Path("vgg99.onnx"), "\"vgg99\"", _served.Directory, "there are: basecnn");
    }

    [Fact]
    public void The_very_version_that_is_served_is_refused()
    {
        _candidates.Replace("basecnn", File.ReadAllBytes(_served.Path("basecnn.onnx")));

        Refusal().Should().ContainAll(_candidates.Path("basecnn.onnx"), _served.Path("basecnn.onnx"), "the very model");
    }

    [Fact]
    public void Another_served_model_is_refused_as_a_candidate()
    {
        _served.Copy("other");
        _candidates.Replace("basecnn", File.ReadAllBytes(_served.Path("other.onnx")));

        Refusal().Should().ContainAll(_candidates.Path("basecnn.onnx"), _served.Path("other.onnx"));
    }

    [Theory]
    [InlineData("task", "\"another\"")]
    [InlineData("labels", """{"negative":"benign","positive":"malignant"}""")]
    public void A_candidate_of_another_purpose_is_refused(string member, string json)
    {
        _candidates.ChangeCard("basecnn", card => card[member] = JsonNode.Parse(json));

        Refusal().Should().ContainAll(_candidates.Path("basecnn.onnx"), _served.Path("basecnn.onnx"), "cannot follow");
    }

    [Fact]
    public void A_candidate_that_was_changed_is_refused()
    {
        File.AppendAllText(_candidates.Path("basecnn.onnx"), "x");

        Refusal().Should().ContainAll(_candidates.Path("basecnn.onnx"), "changed or swapped");
    }

    [Fact]
    public void A_candidate_without_a_card_is_refused()
    {
        File.Delete(_candidates.Path("basecnn.json"));

        Refusal().Should().ContainAll(_candidates.Path("basecnn.json"), "missing");
    }

    [Fact]
    public void A_candidate_is_started_beside_the_served_version()
    {
        var catalog = Load();
        using var pool = Pool(catalog);

        pool.Get("basecnn").Card.Sha256.Should().Be(ModelCardFile.Load(_served.Path("basecnn.json")).Sha256);
        pool.Get(catalog.All[0].Name).Card.Should().Be(catalog.All[0].Card);
    }

    [Fact]
    public void A_candidate_that_changed_after_the_catalog_was_read_is_not_started()
    {
        var catalog = Load();
        using var pool = Pool(catalog);
        File.AppendAllText(_candidates.Path("basecnn.onnx"), "x");

        pool.Invoking(each => each.Get(catalog.All[0].Name)).Should().Throw<ModelException>().WithMessage("*changed or swapped*");
    }

    [Fact]
    public void A_candidate_whose_operators_are_not_run_here_is_not_started()
    {
        _candidates.Replace("basecnn", [.. File.ReadAllBytes(_candidates.Path("basecnn.onnx")), .. ModelBytes.OfNode("Unheard")]);
        var catalog = Load();
        using var pool = Pool(catalog);

        pool.Invoking(each => each.StartAll()).Should().Throw<ModelException>().WithMessage("*Unheard*");
    }

    public void Dispose()
    {
        _served.Dispose();
        _candidates.Dispose();
    }

    /// <summary>ModelProto.doc_string makes it another file that computes the same.</summary>
    private void NewVersion()
    {
        _candidates.Replace("basecnn", [.. File.ReadAllBytes(_served.Path("basecnn.onnx")), .. ModelBytes.Text(6, "new")]);
        _candidates.ChangeCard("basecnn", card => card["version"] = "3");
    }

    private ClassifierPool Pool(CandidateCatalog catalog) =>
        new(ModelCatalog.Load(_served.Directory), new InferenceQueue(slots: 1, length: 1), candidates: catalog);

    private CandidateCatalog Load(string? directory = null) =>
        CandidateCatalog.Load(directory ?? _candidates.Directory, ModelCatalog.Load(_served.Directory), Shares);

    private string Refusal() => FluentActions.Invoking(() => Load()).Should().Throw<ModelException>().Which.Message;
}
