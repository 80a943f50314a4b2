using Google.Protobuf;

namespace PathoChain.Inference.Tests;

/// <summary>Writes ONNX models by hand, field by field, as no exporter of ours would. Field numbers are those of onnx.proto.</summary>
internal static class ModelBytes
{
    /// <summary>A field with bytes, text or an embedded message.</summary>
    public static byte[] Field(int number, params byte[][] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom([.. content.SelectMany(part => part)]));
        }

        return stream.ToArray();
    }

    public static byte[] Text(int number, string text) => Field(number, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A whole model with one node of an operator, besides what <paramref name="more"/> adds to the node.</summary>
    public static byte[] OfNode(string @operator, params byte[][] more) => Field(7, Field(1, [Text(4, @operator), .. more]));

    /// <summary>A whole model with one weight whose TensorProto holds these fields.</summary>
    public static byte[] OfWeight(params byte[][] fields) => Field(7, Field(5, fields));

    /// <summary>TensorProto.external_data: where the weight lies.</summary>
    public static byte[] Outside(string location) => Field(13, Text(1, "location"), Text(2, location));
}
