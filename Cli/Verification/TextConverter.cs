using System.Text.Json;
using System.Text.Json.Serialization;

namespace PathoChain.Cli.Verification;

/// <summary>Reads a value from a JSON string.</summary>
/// <param name="parse">Reads its text.</param>
/// <param name="what">What the text has to be, in an error.</param>
internal sealed class TextConverter<T>(TextConverter<T>.TryParse parse, string what) : JsonConverter<T>
{
    public delegate bool TryParse(string? text, out T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && parse(reader.GetString(), out var value) ? value : throw new JsonException($"It is not {what}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
}
