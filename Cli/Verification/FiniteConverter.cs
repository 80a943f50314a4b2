using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Cli.Verification;

/// <summary>Reads numbers, but none beyond what a double holds: 1e999 would be infinite, which JSON cannot say.</summary>
internal sealed class FiniteConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw new JsonException("It is not a number of 64 bits.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => throw new NotSupportedException();
}
