using System.Text.Json;
using PathoChain.Grains;

namespace PathoChain.Api.OpenInference;

/// <summary>
/// A model as the protocol sees it: one input of images, and the outputs that its card names. Its version is the SHA-256 of its file, so that whoever asks
/// for a version gets that very model or none.
/// </summary>
internal sealed record InferModel(string Name, string Version, string Input, int Height, int Width, IReadOnlyList<TensorMetadata> Outputs)
{
    private const string Datatype = "FP32";
    private const int MaxImages = 8;

    /// <summary>A 32-bit float in 0..1 as languages print it, with its comma and space.</summary>
    private const int BytesPerValue = 24;

    private const int BytesAround = 64 * 1024;

    /// <summary>Values of an image.</summary>
    public int Length => 3 * Height * Width;

    /// <summary>Most images of a request.</summary>
    public int Largest => Math.Min(MaxImages, IModelGrain.MaxInputValues / Length);

    /// <summary>Most bytes of a request.</summary>
    public int MaxBytes => (Largest * Length * BytesPerValue) + BytesAround;

    public ModelMetadata Metadata => new(
        Name, [Version], "onnxruntime_onnx", [new TensorMetadata(Input, Datatype, [-1, 3, Height, Width])], Outputs);

    public static InferModel Of(ModelDescription model)
    {
        var card = JsonElement.Parse(model.CardJson);
        var outputs = card.GetProperty("outputs");
        return new InferModel(
            model.Name,
            model.Sha256,
            card.GetProperty("input").GetProperty("name").GetString()!,
            model.InputHeight,
            model.InputWidth,
            [.. OutputOf("probability"), .. OutputOf("logit"), .. OutputOf("distance"), .. OutputOf("cam")]);

        IEnumerable<TensorMetadata> OutputOf(string role) =>
            outputs.TryGetProperty(role, out var name) && name.GetString() is { } tensor
                ? [new TensorMetadata(tensor, Datatype, role == "cam" ? [-1, -1, -1] : [-1])]
                : [];
    }

    /// <summary>The values of a request for this model.</summary>
    /// <exception cref="OpenInferenceException">It has other inputs or asks for other outputs than the model has, or its data is not what its shape says.</exception>
    public float[] Accept(InferRequest request)
    {
        if (request.Inputs is not [{ } input])
        {
            throw OpenInferenceException.BadRequest($"{Name} takes one input, \"{Input}\".");
        }

        Require(input.Name == Input, $"The input of {Name} is called \"{Input}\".");
        Require(input.Datatype == Datatype, $"Input \"{Input}\" has datatype {Datatype}.");
        Require(
            input.Shape is [var images, 3, var height, var width] && images >= 1 && images <= Largest && height == Height && width == Width,
            $"Input \"{Input}\" has shape [n, 3, {Height}, {Width}], where n is 1 to {Largest}.");
        Require(input.Data is not null, $"Input \"{Input}\" has no data: send it in the JSON; the binary extension is not spoken here.");
        var data = input.Data!;
        Require(
            data.Values.Length == input.Shape![0] * Length,
            $"Input \"{Input}\" has {data.Values.Length} elements, but its shape says {input.Shape[0] * Length}.");
        Require(
            data.Lengths.Count == 1 || data.Lengths.Select(length => (long)length).SequenceEqual(input.Shape),
            $"The data of input \"{Input}\" is nested as [{string.Join(", ", data.Lengths)}]: give it flat or as its shape says.");
        Require(
            request.Outputs is null || request.Outputs.All(asked => Outputs.Any(output => output.Name == asked?.Name)),
            $"The outputs of {Name} are {string.Join(", ", Outputs.Select(output => output.Name))}.");
        return data.Values;
    }

    /// <summary>The answer: the outputs that were asked for, or all.</summary>
    public InferResponse Answer(InferRequest request, IReadOnlyList<ModelOutput> outputs) => new(
        Name,
        Version,
        request.Id,
        [.. outputs
            .Where(output => request.Outputs is not { Count: > 0 } asked || asked.Any(each => each.Name == output.Name))
            .Select(output => new ResponseOutput(output.Name, Datatype, output.Shape, output.Values))]);

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw OpenInferenceException.BadRequest(rule);
        }
    }
}
