using Google.Protobuf;

namespace PathoChain.Inference;

/// <summary>
/// Reads a model's bytes as far as needed to know that it is one file of plain operators, before ONNX Runtime sees them. Field numbers are those of
/// ONNX's schema (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
/// </summary>
internal static class ModelGraph
{
    private const int StoredOutside = 1; // TensorProto.DataLocation.EXTERNAL

    /// <summary>Lets only a graph pass whose weights are in the file, without subgraphs, functions or training, of allowed operators.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="model">Its bytes.</param>
    /// <exception cref="ModelException">It is another one, or no ONNX file.</exception>
    public static void Require(string path, byte[] model)
    {
        try
        {
            var graphs = 0;
            Read(new CodedInputStream(model), (field, stream) =>
            {
                switch (field)
                {
                    case 7: // ModelProto.graph; of a second one, a reader may take either.
                        graphs++;
                        ReadGraph(stream.ReadBytes());
                        return true;
                    case 20: throw new ForbiddenException("holds training information"); // ModelProto.training_info
                    case 25: throw new ForbiddenException("defines functions"); // ModelProto.functions
                    default: return false;
                }
            });
            if (graphs != 1)
            {
                throw new ForbiddenException($"holds {graphs} graphs, not one");
            }
        }
        catch (ForbiddenException found)
        {
            throw new ModelException($"{path} {found.Message}: it is not run. Export the model again by models/.", found);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new ModelException($"{path} is no ONNX file: {malformed.Message} Export the model again.", malformed);
        }
    }

    private static void ReadGraph(ByteString graph) => Read(graph.CreateCodedInput(), (field, stream) =>
    {
        switch (field)
        {
            case 1: // GraphProto.node
                ReadNode(stream.ReadBytes());
                return true;
            case 5: // GraphProto.initializer
                ReadTensor(stream.ReadBytes());
                return true;
            case 15: throw new ForbiddenException("has sparse weights"); // GraphProto.sparse_initializer
            default: return false;
        }
    });

    private static void ReadNode(ByteString node) => Read(node.CreateCodedInput(), (field, stream) =>
    {
        switch (field)
        {
            case 4: // NodeProto.op_type
                var name = stream.ReadString();
                return AllowedOperators.Contain(name) ? true : throw new ForbiddenException($"has an operator \"{Excerpt(name)}\", which is not allowed");
            case 5: // NodeProto.attribute
                ReadAttribute(stream.ReadBytes());
                return true;
            case 7: // NodeProto.domain
                var domain = stream.ReadString();
                return domain is "" or "ai.onnx" ? true : throw new ForbiddenException($"has an operator of \"{Excerpt(domain)}\", not of ONNX's own set");
            default: return false;
        }
    });

    private static void ReadAttribute(ByteString attribute) => Read(attribute.CreateCodedInput(), (field, stream) =>
    {
        switch (field)
        {
            case 5 or 10: // AttributeProto.t, tensors
                ReadTensor(stream.ReadBytes());
                return true;
            case 6 or 11: throw new ForbiddenException("has a subgraph"); // AttributeProto.g, graphs
            case 22 or 23: throw new ForbiddenException("has sparse weights"); // AttributeProto.sparse_tensor, sparse_tensors
            default: return false;
        }
    });

    private static void ReadTensor(ByteString tensor) => Read(tensor.CreateCodedInput(), (field, stream) => field switch
    {
        13 => throw new ForbiddenException("names another file for its weights"), // TensorProto.external_data
        14 => stream.ReadEnum() != StoredOutside ? true : throw new ForbiddenException("keeps weights outside its file"), // TensorProto.data_location
        _ => false,
    });

    /// <summary>Gives each field to <paramref name="take"/>, which reads it, or answers false to have it passed over.</summary>
    private static void Read(CodedInputStream stream, Func<int, CodedInputStream, bool> take)
    {
        for (var tag = stream.ReadTag(); tag != 0; tag = stream.ReadTag())
        {
            if (!take(WireFormat.GetTagFieldNumber(tag), stream))
            {
                stream.SkipLastField();
            }
        }
    }

    private static string Excerpt(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private sealed class ForbiddenException(string message) : Exception(message);
}
