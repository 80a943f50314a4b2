using System.Text.Json;
using System.Text.Json.Serialization;
using PathoChain.Grains;

namespace PathoChain.Api.OpenInference;

/// <summary>The elements of a tensor in row-major order, and the lengths of the arrays that they came in: one if it was flat, one for each dimension if nested.</summary>
[JsonConverter(typeof(TensorDataConverter))]
internal sealed record TensorData(float[] Values, IReadOnlyList<int> Lengths);

/// <summary>Reads flat or nested arrays of numbers in 0..1 straight from the text; nothing is held but the numbers, and no more than an input may have.</summary>
internal sealed class TensorDataConverter : JsonConverter<TensorData>
{
    private const int MaxDimensions = 4;

    public override TensorData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new List<float>();
        var counts = new int[MaxDimensions];
        var lengths = new int?[MaxDimensions];
        var depth = 0;
        var numbersAt = default(int?);
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    Require(depth < (numbersAt ?? MaxDimensions), "data is nested deeper than a tensor of its kind");
                    CountIn();
                    counts[depth++] = 0;
                    break;
                case JsonTokenType.Number:
                    numbersAt ??= depth;
                    Require(depth > 0 && depth == numbersAt, "data is not nested alike in all its parts");
                    Require(values.Count < IModelGrain.MaxInputValues, $"data has more than {IModelGrain.MaxInputValues} elements");
                    CountIn();
                    values.Add(Element(ref reader, values.Count));
                    break;
                case JsonTokenType.EndArray:
                    depth--;
                    lengths[depth] ??= counts[depth];
                    Require(lengths[depth] == counts[depth], "data has parts of different lengths");
                    break;
                default:
                    throw new JsonException("data is no array of numbers");
            }
        }
        while (depth > 0 && reader.Read());

        return new TensorData([.. values], [.. lengths.OfType<int>()]);

        void CountIn()
        {
            if (depth > 0)
            {
                counts[depth - 1]++;
            }
        }
    }

    public override void Write(Utf8JsonWriter writer, TensorData value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static float Element(ref Utf8JsonReader reader, int at) => reader.TryGetSingle(out var value) && value is >= 0 and <= 1
        ? value
        : throw new JsonException($"element {at} of data is not in 0..1");

    private static void Require(bool holds, string finding)
    {
        if (!holds)
        {
            throw new JsonException(finding);
        }
    }
}
