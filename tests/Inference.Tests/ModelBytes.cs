using System.Text;

namespace PathoChain.Inference.Tests;

/// <summary>Writes ONNX models by hand, field by field, as no exporter of ours would. Field numbers are those of onnx.proto.</summary>
internal static class ModelBytes
{
    /// <summary>A field with bytes, text or an embedded message.</summary>
    public static byte[] Field(int number, params byte[][] content)
    {
        byte[] bytes = [.. content.SelectMany(part => part)];
        return [.. Digits((number << 3) | 2), .. Digits(bytes.Length), .. bytes];
    }

    public static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A field with a whole number.</summary>
    public static byte[] Whole(int number, int value) => [.. Digits(number << 3), .. Digits(value)];

    /// <summary>A whole model with one node of an operator, besides what <paramref name="more"/> adds to the node.</summary>
    public static byte[] OfNode(string @operator, params byte[][] more) => Field(7, Field(1, [Text(4, @operator), .. more]));

    /// <summary>A whole model with one weight whose TensorProto holds these fields.</summary>
    public static byte[] OfWeight(params byte[][] fields) => Field(7, Field(5, fields));

    /// <summary>TensorProto.external_data: where the weight lies.</summary>
    public static byte[] Outside(string location) => Field(13, Text(1, "location"), Text(2, location));

    /// <summary>GraphProto.initializer: a weight that lies there, though no node takes it.</summary>
    public static byte[] WeightOutside(string location) => Field(5, Whole(1, 1), Whole(2, 1), Text(8, "outside"), Outside(location), Whole(14, 1));

    /// <summary>GraphProto.node: from an input to an output.</summary>
    public static byte[] Node(string input, string output, params byte[][] more) => Field(1, [Text(1, input), Text(2, output), .. more]);

    /// <summary>A model with more fields in its one graph.</summary>
    public static byte[] WithInGraph(byte[] model, params byte[][] more)
    {
        var fields = new ProtobufFields(model);
        while (fields.Next() && fields.Number != 7)
        {
        }

        model.AsSpan().Overlaps(fields.Bytes, out var start);
        var end = start + fields.Bytes.Length;
        return [.. model[..(start - Digits(end - start).Length - 1)], .. Field(7, [model[start..end], .. more]), .. model[end..]];
    }

    /// <summary>A whole model that computes y from x, a number each, by one node that holds these fields too.</summary>
    public static byte[] Computing(params byte[][] fields) =>
    [
        .. Whole(1, 8), // ModelProto.ir_version
        .. Field(8, Whole(2, 13)), // ModelProto.opset_import
        .. Field(7, Node("x", "y", fields), Text(2, "graph"), Field(11, Number("x")), Field(12, Number("y"))),
    ];

    /// <summary>
    /// Node fields that name one operator to ONNX Runtime and another to who goes by field numbers alone: NodeProto.op_type as a varint, which a parser passes over, and
    /// whose value can be taken for the length of the allowed name. For the parser that name begins a field of 64 bits; for the other a name follows, of 9 bytes and more.
    /// </summary>
    /// <param name="operator">What ONNX Runtime runs.</param>
    public static byte[] Disguised(string @operator)
    {
        var real = Text(4, @operator);
        return [4 << 3, 3, .. "Add"u8, (3 << 3) | 2, (byte)(4 + real.Length), 0, 0, 0, 0, .. real];
    }

    private static byte[] Number(string name) => [.. Text(1, name), .. Field(2, Field(1, Whole(1, 1), Field(2, Field(1, Whole(1, 1)))))]; // ValueInfoProto: float, (1)

    private static byte[] Digits(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Digits(value >> 7)];
}
