using static PathoChain.Inference.Tests.ModelBytes;

namespace PathoChain.Inference.Tests;

public sealed class ModelGraphTests
{
    private static readonly byte[] Subgraph = Field(7, Field(1, Text(4, "Relu")));

    public static TheoryData<string, byte[]> Forbidden => new()
    {
        { "\"If\", which is not allowed", OfNode("If") },
        { "\"Loop\", which is not allowed", OfNode("Loop") },
        { "\"NoSuchOperator\", which is not allowed", OfNode("NoSuchOperator") },
        { "\"relu\", which is not allowed", OfNode("relu") },
        { "of \"com.example\"", OfNode("Relu", Text(7, "com.example")) },
        { "has a subgraph", OfNode("Relu", Field(5, Field(6, Subgraph))) },
        { "has a subgraph", OfNode("Relu", Field(5, Field(11, Subgraph))) },
        { "has sparse weights", OfNode("Constant", Field(5, Field(22))) },
        { "has sparse weights", Field(7, Field(15)) },
        { "names another file", OfWeight(Outside("weights.bin")) },
        { "names another file", OfWeight(Outside("../../etc/passwd")) },
        { "names another file", OfNode("Constant", Field(5, Field(5, Outside("/etc/passwd")))) },
        { "keeps weights outside", OfWeight([14 << 3, 1]) },
        { "defines functions", [.. OfNode("Relu"), .. Field(25)] },
        { "training information", [.. OfNode("Relu"), .. Field(20)] },
        { "holds 2 graphs", [.. OfNode("Relu"), .. OfNode("Relu")] },
        { "holds 0 graphs", [] },
        { "no ONNX file", [1, 2, 3, 4] },
        { "no ONNX file", OfNode("Relu")[..^1] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_could_do_more_than_compute_is_refused(string reason, byte[] model) =>
        FluentActions.Invoking(() => ModelGraph.Require("some.onnx", model))
            .Should().Throw<ModelException>().Which.Message.Should().ContainAll("some.onnx", reason);

    [Fact]
    public void Plain_operators_and_the_committed_models_pass()
    {
        ModelGraph.Require("some.onnx", OfNode("Relu", Text(7, "ai.onnx")));
        foreach (var path in Directory.EnumerateFiles(ModelFolder.Committed, "*.onnx"))
        {
            ModelGraph.Require(path, File.ReadAllBytes(path));
        }
    }
}
