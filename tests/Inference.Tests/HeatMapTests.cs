using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class HeatMapTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();
    private readonly InferenceQueue _queue = new(slots: 1, length: 1);

    [Fact]
    public void A_map_is_scaled_by_its_own_maximum()
    {
        var map = HeatMap.Scaled(3, 2, [0, 0.5f, 1, 2, 0.25f, 0]);

        map.Should().BeEquivalentTo(new { Width = 3, Height = 2, Maximum = 2f });
        map.Values.Should().Equal(0, 0.25f, 0.5f, 1, 0.125f, 0);
    }

    [Fact]
    public void A_model_that_saw_nothing_gives_an_empty_map() => HeatMap.Scaled(2, 1, [0, 0]).Values.Should().Equal(0, 0);

    [Fact]
    public void What_speaks_against_the_class_is_left_out() => HeatMap.Scaled(2, 1, [-4, 2]).Values.Should().Equal(0, 1);

    [Fact]
    public async Task A_model_without_a_heat_map_gives_none()
    {
        _folder.ChangeCard("basecnn", card => card["outputs"] = JsonNode.Parse("""{"probability":"probability","logit":"logit","distance":"distance"}"""));
        using var classifier = OnnxClassifier.Load(_folder.Directory, ModelCardFile.Load(_folder.Path("basecnn.json")), _queue);

        (await classifier.HeatMapAsync(SyntheticTissue.Draw(0, 50, 50))).Should().BeNull();
    }

    public void Dispose() => _folder.Dispose();
}
