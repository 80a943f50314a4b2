using System.Text;

namespace PathoChain.Inference;

/// <summary>
/// Reads a model's bytes as far as needed to know that it is one file of plain operators, before ONNX Runtime sees them. Field numbers are those of
/// ONNX's schema (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). A field that is written more than once has to pass each time.
/// </summary>
internal static class ModelGraph
{
    private const ulong StoredInside = 0; // TensorProto.DataLocation.DEFAULT

    /// <summary>Lets only a graph pass whose weights are in the file, without subgraphs, functions or training, of allowed operators.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="model">Its bytes.</param>
    /// <exception cref="ModelException">It is another one, or no ONNX file.</exception>
    public static void Require(string path, byte[] model)
    {
        try
        {
            ReadModel(model);
        }
        catch (ForbiddenException found)
        {
            throw new ModelException($"{path} {found.Message}: it is not run. Export the model again by models/.", found);
        }
        catch (InvalidDataException malformed)
        {
            throw new ModelException($"{path} is no ONNX file: {malformed.Message} Export the model again.", malformed);
        }
    }

    private static void ReadModel(ReadOnlySpan<byte> model)
    {
        var graphs = 0;
        var fields = new ProtobufFields(model);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 7: // ModelProto.graph; of a second one, a reader may take either.
                    graphs++;
                    ReadGraph(fields.Bytes);
                    break;
                case 20: throw new ForbiddenException("holds training information"); // ModelProto.training_info
                case 25: throw new ForbiddenException("defines functions"); // ModelProto.functions
            }
        }

        if (graphs != 1)
        {
            throw new ForbiddenException($"holds {graphs} graphs, not one");
        }
    }

    private static void ReadGraph(ReadOnlySpan<byte> graph)
    {
        var fields = new ProtobufFields(graph);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1: // GraphProto.node
                    ReadNode(fields.Bytes);
                    break;
                case 5: // GraphProto.initializer
                    ReadTensor(fields.Bytes);
                    break;
                case 15: throw new ForbiddenException("has sparse weights"); // GraphProto.sparse_initializer
            }
        }
    }

    private static void ReadNode(ReadOnlySpan<byte> node)
    {
        var fields = new ProtobufFields(node);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 4 when Text(fields) is var name && !AllowedOperators.Contain(name): // NodeProto.op_type
                    throw new ForbiddenException($"has an operator \"{Excerpt(name)}\", which is not allowed");
                case 5: // NodeProto.attribute
                    ReadAttribute(fields.Bytes);
                    break;
                case 7 when Text(fields) is var domain and not ("" or "ai.onnx"): // NodeProto.domain
                    throw new ForbiddenException($"has an operator of \"{Excerpt(domain)}\", not of ONNX's own set");
            }
        }
    }

    private static void ReadAttribute(ReadOnlySpan<byte> attribute)
    {
        var fields = new ProtobufFields(attribute);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 5 or 10: // AttributeProto.t, tensors
                    ReadTensor(fields.Bytes);
                    break;
                case 6 or 11: throw new ForbiddenException("has a subgraph"); // AttributeProto.g, graphs
                case 22 or 23: throw new ForbiddenException("has sparse weights"); // AttributeProto.sparse_tensor, sparse_tensors
            }
        }
    }

    private static void ReadTensor(ReadOnlySpan<byte> tensor)
    {
        var fields = new ProtobufFields(tensor);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 13: throw new ForbiddenException("names another file for its weights"); // TensorProto.external_data
                case 14 when fields.Value != StoredInside: throw new ForbiddenException("keeps weights outside its file"); // TensorProto.data_location
            }
        }
    }

    private static string Text(ProtobufFields field) => Encoding.UTF8.GetString(field.Bytes);

    private static string Excerpt(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private sealed class ForbiddenException(string message) : Exception(message);
}
