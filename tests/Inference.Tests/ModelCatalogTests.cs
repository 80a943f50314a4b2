namespace PathoChain.Inference.Tests;

public sealed class ModelCatalogTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();

    [Fact]
    public void The_committed_models_load_and_say_what_they_tell_apart()
    {
        var catalog = ModelCatalog.Load(ModelFolder.Committed);

        catalog.Names.Should().Equal("basecnn", "efficientnet_b0", "mobilenet_v3_small", "resnet50_v2", "vgg16");
        var card = catalog["basecnn"];
        card.Labels.Should().Be(new ModelLabels("no invasive ductal carcinoma", "invasive ductal carcinoma"));
        card.Training.Parameters.Should().Be(89_485);
        card.Json.Should().Be(File.ReadAllText(Path.Combine(ModelFolder.Committed, "basecnn.json")));
    }

    [Fact]
    public void Names_are_sorted()
    {
        _folder.Copy("zebra");
        _folder.Copy("aardvark");

        ModelCatalog.Load(_folder.Directory).Names.Should().Equal("aardvark", "basecnn", "zebra");
    }

    [Fact]
    public void One_model_under_two_names_is_refused()
    {
        _folder.Copy("other");
        _folder.Replace("other", File.ReadAllBytes(_folder.Path("basecnn.onnx")));

        Refusal().Should().ContainAll("basecnn.onnx", "other.onnx", "vote twice");
    }

    [Fact]
    public void The_ensembles_name_is_no_models()
    {
        _folder.Copy("ensemble");

        Refusal().Should().ContainAll(_folder.Path("ensemble.onnx"), "another one");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_withdrawn_model_is_not_served(bool inCapitals)
    {
        _folder.Replace("basecnn", [1]);
        _folder.Copy("other");
        var withdrawn = ModelCardFile.Load(_folder.Path("basecnn.json")).Sha256;

        var catalog = ModelCatalog.Load(_folder.Directory, [inCapitals ? withdrawn.ToUpperInvariant() : withdrawn, new string('0', 64)]);

        catalog.Names.Should().Equal("other");
        catalog.Withdrawn.Select(card => card.Sha256).Should().Equal(withdrawn);
        catalog.IsWithdrawn(withdrawn).Should().BeTrue();
        catalog.IsWithdrawn(new string('0', 64)).Should().BeTrue("it need not be in the folder any more");
        catalog.IsWithdrawn(catalog["other"].Sha256).Should().BeFalse();
    }

    [Fact]
    public void A_folder_of_withdrawn_models_names_the_setting()
    {
        var withdrawn = ModelCardFile.Load(_folder.Path("basecnn.json")).Sha256;

        FluentActions.Invoking(() => ModelCatalog.Load(_folder.Directory, [withdrawn]))
            .Should().Throw<ModelException>().WithMessage("*Models:Withdrawn*");
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var catalog = ModelCatalog.Load(_folder.Directory);

        catalog.Invoking(models => models["vgg16"]).Should().Throw<ModelException>().WithMessage("*\"vgg16\"*basecnn*");
    }

    [Fact]
    public void A_missing_folder_names_the_setting() =>
        Refusal(_folder.Path("none")).Should().ContainAll(_folder.Path("none"), "Models:Directory");

    [Fact]
    public void An_empty_folder_names_the_setting()
    {
        File.Delete(_folder.Path("basecnn.onnx"));
        File.Delete(_folder.Path("basecnn.json"));

        Refusal().Should().ContainAll(_folder.Directory, "Models:Directory");
    }

    [Fact]
    public void A_model_without_a_card_is_refused()
    {
        File.Delete(_folder.Path("basecnn.json"));

        Refusal().Should().ContainAll(_folder.Path("basecnn.json"), "missing");
    }

    [Fact]
    public void A_card_without_a_model_is_refused()
    {
        File.Delete(_folder.Path("basecnn.onnx"));

        Refusal().Should().ContainAll(_folder.Path("basecnn.onnx"), "missing");
    }

    [Fact]
    public void A_model_swapped_for_another_is_refused_with_both_hashes()
    {
        File.WriteAllBytes(_folder.Path("basecnn.onnx"), [1, 2, 3]);

        Refusal().Should().ContainAll("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", "its card says", "changed or swapped");
    }

    [Fact]
    public void The_card_of_another_model_is_refused()
    {
        _folder.Copy("other");
        File.Copy(_folder.Path("other.json"), _folder.Path("basecnn.json"), overwrite: true);

        Refusal().Should().ContainAll(_folder.Path("basecnn.json"), "\"other\"");
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal(string? directory = null) =>
        FluentActions.Invoking(() => ModelCatalog.Load(directory ?? _folder.Directory)).Should().Throw<ModelException>().Which.Message;
}
