using Microsoft.ML.OnnxRuntime;
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
        { "\"Exp\", which is not allowed", OfNode("Exp", Text(4, "Relu")) },
        { "\"Exp\", which is not allowed", OfNode("Relu", Text(4, "Exp")) },
        { "of \"com.example\"", OfNode("Relu", Text(7, "com.example")) },
        { "of \"com.example\"", OfNode("Relu", Text(7, "com.example"), Text(7, "")) },
        { "has a subgraph", OfNode("Relu", Field(5, Field(6, Subgraph))) },
        { "has a subgraph", OfNode("Relu", Field(5, Field(11, Subgraph))) },
        { "has sparse weights", OfNode("Constant", Field(5, Field(22))) },
        { "has sparse weights", Field(7, Field(15)) },
        { "names another file", OfWeight(Outside("weights.bin")) },
        { "names another file", OfWeight(Outside("../../etc/passwd")) },
        { "names another file", OfNode("Constant", Field(5, Field(5, Outside("/etc/passwd")))) },
        { "keeps weights outside", OfWeight(Whole(14, 1)) },
        { "keeps weights outside", OfWeight(Whole(14, 1), Whole(14, 0)) },
        { "defines functions", [.. OfNode("Relu"), .. Field(25)] },
        { "training information", [.. OfNode("Relu"), .. Field(20)] },
        { "holds 2 graphs", [.. OfNode("Relu"), .. OfNode("Relu")] },
        { "holds 0 graphs", [] },
    };

    /// <summary>Every field that is looked into, in every wire type but its own.</summary>
    public static TheoryData<string, byte[]> OfAnotherWireType
    {
        get
        {
            (int Own, int Number, Func<byte[], byte[]> Within)[] places =
            [
                (2, 7, InModel), (2, 1, InGraph), (2, 5, InGraph), (2, 4, InNode), (2, 5, InNode), (2, 7, InNode),
                (2, 5, InAttribute), (2, 10, InAttribute), (0, 14, InTensor),
            ];
            var models = new TheoryData<string, byte[]>();
            foreach (var (own, number, within) in places)
            {
                foreach (var type in Enumerable.Range(0, 8).Where(type => type != own))
                {
                    models.Add($"Field {number} has wire type {type}", within(OfType(number, type)));
                }
            }

            return models;

            static byte[] InModel(byte[] content) => content;
            static byte[] InGraph(byte[] content) => Field(7, content);
            static byte[] InNode(byte[] content) => OfNode("Relu", content);
            static byte[] InAttribute(byte[] content) => OfNode("Relu", Field(5, content));
            static byte[] InTensor(byte[] content) => OfWeight(content);
        }
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "has the number 0", [1, 2, 3, 4] },
        { "has the number 0", [0, 0] },
        { "has the number 536870912", [0x80, 0x80, 0x80, 0x80, 0x10, 0] },
        { "longer than it is", [0x80, 0, 0] },
        { "longer than it is", [0xBA, 0, 0] },
        { "longer than it is", [0xBA, 0x80, 0x80, 0x80, 0x80, 0x00, 0] },
        { "longer than it is", [(7 << 3) | 2, 0x80, 0] },
        { "longer than it is", [(7 << 3) | 2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2] },
        { "longer than it is", [1 << 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1] },
        { "ends within a number", [0x80] },
        { "ends within a number", [(7 << 3) | 2] },
        { "has 3 bytes, but only 2 are left", [(7 << 3) | 2, 3, 0, 0] },
        { "has 18446744073709551615 bytes", [(7 << 3) | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1] },
        { "has 8 bytes, but only 7 are left", [(9 << 3) | 1, 0, 0, 0, 0, 0, 0, 0] },
        { "has 4 bytes, but only 3 are left", [(9 << 3) | 5, 0, 0, 0] },
        { "but only", OfNode("Relu")[..^1] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_could_do_more_than_compute_is_refused(string reason, byte[] model) => Refusal(model).Should().Contain(reason);

    [Theory]
    [MemberData(nameof(OfAnotherWireType))]
    [MemberData(nameof(Malformed))]
    public void What_a_parser_could_read_otherwise_is_no_ONNX_file(string reason, byte[] model) => Refusal(model).Should().ContainAll("no ONNX file", reason);

    [Fact]
    public void What_ONNX_Runtime_passes_over_hides_no_operator()
    {
        var model = Computing(Disguised("Exp"));

        Computed(model, 1).Should().BeApproximately(MathF.E, 1e-6f, "or nothing was shown");
        Refusal(model).Should().Contain("Field 4 has wire type 0");
    }

    [Fact]
    public void Bytes_with_the_mark_of_ONNX_Runtimes_own_format_are_run_as_they_were_looked_into()
    {
        byte[] model = [.. Whole(1, 8), .. Text(6, "ORTM"), .. Computing(Text(4, "Identity"))];

        ModelGraph.Require("some.onnx", model);
        Computed(model, 2).Should().Be(2);
    }

    [Fact]
    public void Plain_operators_and_the_committed_models_pass()
    {
        ModelGraph.Require("some.onnx", OfNode("Relu", Text(7, "ai.onnx")));
        ModelGraph.Require("some.onnx", OfWeight(Whole(14, 0)));
        foreach (var path in Directory.EnumerateFiles(ModelFolder.Committed, "*.onnx"))
        {
            ModelGraph.Require(path, File.ReadAllBytes(path));
        }
    }

    private static string Refusal(byte[] model) =>
        FluentActions.Invoking(() => ModelGraph.Require("some.onnx", model)).Should().Throw<ModelException>().Which.Message.Should().StartWith("some.onnx ").And.Subject!;

    private static float Computed(byte[] model, float x)
    {
        using var session = OnnxSession.Start("some.onnx", model);
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory([x], [1]);
        using var outputs = session.Run(options, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>()[0];
    }

    /// <summary>A field with as much as a wire type wants; of a group its end.</summary>
    private static byte[] OfType(int number, int type) =>
    [
        .. Whole(number, 0)[..^1].Select(tag => (byte)(tag | type)),
        .. type switch
        {
            0 or 2 => new byte[1],
            1 => new byte[8],
            3 => [(byte)((number << 3) | 4)],
            5 => new byte[4],
            _ => [],
        },
    ];
}
