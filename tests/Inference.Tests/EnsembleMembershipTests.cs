using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

/// <summary>What a catalog makes of the card of an ensemble.</summary>
public sealed class EnsembleMembershipTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();

    public EnsembleMembershipTests() => _folder.Copy("second");

    [Fact]
    public void The_ensembles_card_is_no_models_card()
    {
        _folder.WriteEnsemble();

        var catalog = ModelCatalog.Load(_folder.Directory);

        catalog.Names.Should().Equal("basecnn", "second");
        catalog.Ensemble!.Members.Should().HaveCount(2);
        catalog.EnsembleWarnings.Should().BeEmpty();
    }

    [Fact]
    public void Without_the_card_there_is_nothing_to_warn_of()
    {
        var catalog = ModelCatalog.Load(_folder.Directory);

        catalog.Ensemble.Should().BeNull();
        catalog.EnsembleWarnings.Should().BeEmpty();
    }

    [Fact]
    public void A_folder_with_nothing_but_the_card_holds_no_model()
    {
        _folder.WriteEnsemble();
        foreach (var name in new[] { "basecnn", "second" })
        {
            File.Delete(_folder.Path($"{name}.json"));
            File.Delete(_folder.Path($"{name}.onnx"));
        }

        Refusal().Should().Contain("holds no model");
    }

    [Fact]
    public void A_member_that_is_not_there_is_refused()
    {
        _folder.WriteEnsemble();
        File.Delete(_folder.Path("second.json"));
        File.Delete(_folder.Path("second.onnx"));

        Refusal().Should().ContainAll(_folder.Path("ensemble.json"), "second", "there are basecnn", "restore");
    }

    [Fact]
    public void A_member_that_was_replaced_is_refused_with_both_hashes()
    {
        _folder.WriteEnsemble();
        var named = ModelCardFile.Load(_folder.Path("second.json")).Sha256;
        _folder.Copy("third");
        File.Move(_folder.Path("third.onnx"), _folder.Path("second.onnx"), overwrite: true);
        File.Delete(_folder.Path("third.json"));
        _folder.Replace("second", File.ReadAllBytes(_folder.Path("second.onnx")));

        Refusal().Should().ContainAll(named, ModelCardFile.Load(_folder.Path("second.json")).Sha256, "second.onnx");
    }

    [Fact]
    public void A_model_that_is_no_member_is_refused()
    {
        _folder.WriteEnsemble();
        _folder.Copy("third");

        Refusal().Should().ContainAll("third.onnx", _folder.Path("ensemble.json"), "basecnn and second");
    }

    [Fact]
    public void A_card_of_other_classes_than_its_members_is_refused()
    {
        _folder.WriteEnsemble(card => card["labels"] = JsonNode.Parse("""{"negative":"benign","positive":"malignant"}"""));

        Refusal().Should().ContainAll("malignant", "invasive ductal carcinoma", "basecnn");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void With_a_withdrawn_member_the_card_is_not_in_force(bool stillThere, bool inCapitals)
    {
        _folder.WriteEnsemble();
        var withdrawn = ModelCardFile.Load(_folder.Path("second.json")).Sha256;
        if (!stillThere)
        {
            File.Delete(_folder.Path("second.json"));
            File.Delete(_folder.Path("second.onnx"));
        }

        var catalog = ModelCatalog.Load(_folder.Directory, [inCapitals ? withdrawn.ToUpperInvariant() : withdrawn]);

        catalog.Names.Should().Equal("basecnn");
        catalog.Ensemble.Should().BeNull();
        catalog.EnsembleWarnings.Should().ContainSingle().Which.Should().Contain("second is withdrawn");
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal() =>
        FluentActions.Invoking(() => ModelCatalog.Load(_folder.Directory)).Should().Throw<ModelException>().Which.Message;
}
